import { Button } from '@mantine/core';
import type { RequestDetail } from '../../../../domain/api/requests.ts';
import { words as forms } from '../../../words/forms.ts';
import { edit as words } from '../../../words/request.ts';
import { changeView } from '../timeline/change-view.ts';
import list from '../timeline/changes.module.css';
import { Change } from '../timeline/changes.tsx';
import classes from './edit.module.css';
import type { TheirChange } from './merge.ts';
import type { ContentTask } from './task.ts';

/** X1: somebody saved first. What they changed, and the way to go on without losing either. */
export function Conflict(props: {
  readonly task: ContentTask;
  readonly base: RequestDetail;
  readonly fresh: RequestDetail;
  readonly changes: readonly TheirChange[];
  readonly onTakeOver: () => void;
}) {
  const { task, base, fresh, changes } = props;
  const edit = fresh.actions.find(({ action }) => action === task.action);
  const who = fresh.events[0]?.actor?.name ?? words.somebody;
  const [before, after] = [task.storedOf(base), task.storedOf(fresh)];
  return (
    <section className={classes.conflict} role="alert">
      <p className={classes.conflictTitle}>{words.conflictTitle(who)}</p>
      <p>{changes.length === 0 ? words.conflictNothing : words.conflictText}</p>
      {changes.length > 0 && (
        <dl className={list.list}>
          {changes.map(({ field, isContested }) => {
            const change = { field: field.name, from: before[field.name], to: after[field.name] };
            return (
              <div key={field.name} className={list.pair}>
                <dt>{field.label}</dt>
                <dd>
                  <Change
                    view={changeView({ ...change, secret: field.kind === 'secret' }, field, false)}
                    field={field}
                    files={fresh.files}
                  />
                  {isContested && <p className={classes.contested}>{words.conflictBoth}</p>}
                </dd>
              </div>
            );
          })}
        </dl>
      )}
      {edit?.available === true ? (
        <div className={classes.takeOver}>
          <Button size="xs" onClick={props.onTakeOver}>
            {words.apply}
          </Button>
          <span>{words.applyHint}</span>
        </div>
      ) : (
        <p>
          {words.impossibleTitle}. {edit?.reason ?? forms.conflictKept}.
        </p>
      )}
    </section>
  );
}
