import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { TEAM_NAMES } from '../../../domain/people.ts';
import { canCreate } from '../../../domain/permissions.ts';
import type { RequestType } from '../../../domain/requests/define.ts';
import { REQUEST_TYPES } from '../../../domain/requests/types/index.ts';
import { draftsQuery, useMe } from '../../api/queries.ts';
import { Page } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { newRequest as words } from '../../words/new-request.ts';
import { draftName, typeOfDraft } from './draft-name.ts';
import classes from './new-request.module.css';

/** `/new`: what each type is for, and the drafts to continue. Only what this person may create (P1). */
export function ChooserPage() {
  const me = useMe();
  const types = REQUEST_TYPES.filter((type) => canCreate(me, type));
  // Of interest to admins only: everybody else is shown their own team's types.
  const severalTeams = new Set(types.map(teamNames)).size > 1;
  const drafts = useQuery(draftsQuery).data ?? [];
  const continued = drafts.flatMap((draft) => {
    const type = typeOfDraft(draft.form);
    return type !== null && types.includes(type) ? [{ ...draft, type }] : [];
  });
  return (
    <Page
      title={words.chooserTitle}
      documentTitle={words.chooserTitle}
      maxWidth={880}
      {...(types.length === 0 ? {} : { lead: words.chooserLead })}
    >
      {types.length === 0 ? (
        <EmptyState title={words.nothingTitle}>
          <p>{words.nothingText}</p>
        </EmptyState>
      ) : (
        <>
          <ul className={classes.types}>
            {types.map((type) => (
              <li key={type.key}>
                <TypeCard
                  type={type}
                  teams={severalTeams ? teamNames(type) : null}
                  hasDraft={continued.some((draft) => draft.form === draftName(type))}
                />
              </li>
            ))}
          </ul>
          {continued.length > 0 && (
            <section aria-labelledby="drafts">
              <h2 id="drafts" className={classes.draftsTitle}>
                {words.draftsTitle}
              </h2>
              <ul className={classes.drafts}>
                {continued.map(({ form, type, title, savedAt }) => (
                  <li key={form}>
                    <Link to="/new/$type" params={{ type: type.key }} className={classes.draft}>
                      <span className={classes.prefix}>{type.prefix}</span>
                      <span className={classes.draftTitle}>{title ?? type.name}</span>
                      <RelativeTime at={savedAt} />
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </>
      )}
    </Page>
  );
}

function teamNames(type: RequestType): string {
  return type.teams.map((team) => TEAM_NAMES[team]).join(words.and);
}

function TypeCard(props: {
  readonly type: RequestType;
  readonly teams: string | null;
  readonly hasDraft: boolean;
}) {
  const { type, teams, hasDraft } = props;
  return (
    <Link to="/new/$type" params={{ type: type.key }} className={classes.card}>
      <span className={classes.cardHead}>
        <span className={classes.prefix}>{type.prefix}</span>
        <span className={classes.cardName}>{type.name}</span>
        {hasDraft && <span className={classes.badge}>{words.hasDraft}</span>}
      </span>
      <span className={classes.cardText}>{type.description}</span>
      {teams !== null && <span className={classes.cardFoot}>{words.forTeams(teams)}</span>}
    </Link>
  );
}
