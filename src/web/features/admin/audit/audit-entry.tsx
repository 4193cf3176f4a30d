import { Link } from '@tanstack/react-router';
import type { AuditEntry } from '../../../../domain/api/audit.ts';
import { AUDIT_ACTIONS, type AuditAction } from '../../../../domain/audit.ts';
import { isCode } from '../../../../domain/requests/codes.ts';
import { formatInstantExactly } from '../../../format.ts';
import { useViewerZone } from '../../../ui/now.ts';
import { Person } from '../../../ui/person.tsx';
import { auditWords as words } from '../../../words/audit.ts';
import { common } from '../../../words/common.ts';
import classes from '../rows.module.css';

/** "Signed in": the sentence without its subject. */
export function auditActionName(action: AuditAction): string {
  const { past } = AUDIT_ACTIONS[action];
  return past.charAt(0).toUpperCase() + past.slice(1);
}

export function Actor({ actor }: Pick<AuditEntry, 'actor'>) {
  return actor === null ? (
    <span className={classes.dim}>{words.nobody}</span>
  ) : (
    <Person person={actor} />
  );
}

/** Whom or what it was done to; nothing where the actor did it to themself. */
export function Target({ entry }: { entry: AuditEntry }) {
  const { actor, target, targetPerson } = entry;
  const isSelf = targetPerson !== null && targetPerson.id === actor?.id;
  return (
    <>
      {targetPerson !== null && !isSelf && (
        <Link
          to="/admin/users/$id"
          params={{ id: String(targetPerson.id) }}
          className={classes.person}
        >
          <Person person={targetPerson} />
        </Link>
      )}
      {target !== null &&
        (isCode(target) ? (
          <Link to="/requests/$code" params={{ code: target }} className={`mono ${classes.code}`}>
            {target}
          </Link>
        ) : (
          <span title={target}>{target}</span>
        ))}
    </>
  );
}

export function factsText({ facts }: Pick<AuditEntry, 'facts'>): string {
  return facts.map(({ name, value }) => `${name}: ${value}`).join('; ');
}

/** Everything an entry tells, with the exact time. */
export function AuditDetails({ entry }: { entry: AuditEntry }) {
  const zone = useViewerZone();
  const { id, at, actor, target, targetPerson, facts, address } = entry;
  const lines = [
    { name: words.factNames.at, value: common.at(formatInstantExactly(at, zone), zone) },
    { name: words.factNames.actor, value: actor?.name ?? words.nobody },
    { name: words.factNames.target, value: targetPerson?.name ?? null },
    { name: words.factNames.target, value: target },
    ...facts,
    { name: words.factNames.address, value: address },
    { name: words.factNames.id, value: String(id) },
  ];
  return (
    <div className={classes.details}>
      <dl className={classes.facts}>
        {lines.map(
          ({ name, value }, line) =>
            value !== null && (
              // biome-ignore lint/suspicious/noArrayIndexKey: an entry never changes; names may repeat
              <div key={line} className={classes.fact}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </div>
  );
}
