import { Modal } from '@mantine/core';
import type { Me } from '../../../domain/api/people.ts';
import { canAdminister, canCreate, canSeeReports } from '../../../domain/permissions.ts';
import { REQUEST_TYPES } from '../../../domain/requests/types/index.ts';
import { useMe } from '../../api/queries.ts';
import { viewsFor } from '../../api/views.ts';
import { isApple } from '../../ui/platform.ts';
import { type KeyLine, keyHelp as words } from '../../words/palette.ts';
import classes from './palette.module.css';

export default function KeyHelp({ onClose }: { onClose: () => void }) {
  const me = useMe();
  return (
    <Modal opened onClose={onClose} title={words.title} size={560}>
      <div className={classes.help}>
        {words.groups.map((group) => (
          <section key={group.name}>
            <h3 className={classes.group}>{group.name}</h3>
            <dl className={classes.keys}>
              {group.keys
                .filter((line) => isOfUse(line, me))
                .map((line) => (
                  <div key={line.does} className={classes.row}>
                    <dt>{line.does}</dt>
                    <dd>
                      {line.keys.map((key) => (
                        <kbd key={key} className={classes.kbd}>
                          {key === 'mod' ? modifier : key}
                        </kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={classes.note}>{words.note}</p>
    </Modal>
  );
}

const modifier = isApple ? words.modifier.apple : words.modifier.other;

function isOfUse({ needs }: KeyLine, me: Me): boolean {
  if (needs === undefined) return true;
  if (needs === 'create') return REQUEST_TYPES.some((type) => canCreate(me, type));
  if (needs === 'reports') return canSeeReports(me);
  if (needs === 'admin') return canAdminister(me);
  return viewsFor(me).includes(needs);
}
