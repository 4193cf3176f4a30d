import { Button, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import type { OperationsAnswer } from '../../../../domain/api/reports.ts';
import { canAdminister } from '../../../../domain/permissions.ts';
import { requestType } from '../../../../domain/requests/types/index.ts';
import { useMe } from '../../../api/queries.ts';
import { formatCount, formatDuration, formatShare } from '../../../format.ts';
import { operationsWords as words } from '../../../words/operations.ts';
import { Figures } from './block.tsx';
import classes from './operations.module.css';
import { TargetDialog } from './target-dialog.tsx';

type Target = OperationsAnswer['targets'][number];

/** D4: how long each type may take, set by admins, and how many completed ones took longer. */
export function Targets({
  targets,
  overTarget: { completed, late },
}: Pick<OperationsAnswer, 'targets' | 'overTarget'>) {
  const isAdmin = canAdminister(useMe());
  const [asked, setAsked] = useState<Target | null>(null);
  return (
    <>
      <Figures
        figures={[
          {
            label: words.late,
            value:
              completed === 0
                ? words.none
                : words.lateOf(
                    formatCount(late),
                    formatCount(completed),
                    formatShare(late / completed),
                  ),
            help: completed === 0 ? words.lateNone : words.lateHelp,
          },
        ]}
      />
      <table className={`${classes.table} ${classes.targets}`} aria-label={words.targetsTable}>
        <thead>
          <tr>
            <th scope="col">{words.type}</th>
            <th scope="col" className={classes.number}>
              {words.target}
            </th>
            {isAdmin && (
              <th scope="col">
                <VisuallyHidden>{words.changeTarget}</VisuallyHidden>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {targets.map((target) => {
            const { name } = requestType(target.type);
            const hasTarget = target.targetMs !== null;
            return (
              <tr key={target.type}>
                <th scope="row">{name}</th>
                <td className={classes.number}>
                  {target.targetMs === null ? (
                    <span className={classes.dim}>{words.noTarget}</span>
                  ) : (
                    formatDuration(target.targetMs)
                  )}
                </td>
                {isAdmin && (
                  <td className={classes.change}>
                    <Button
                      variant="subtle"
                      size="compact-xs"
                      aria-label={hasTarget ? words.changeTargetOf(name) : words.setTargetOf(name)}
                      onClick={() => setAsked(target)}
                    >
                      {hasTarget ? words.changeTarget : words.setTarget}
                    </Button>
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      {asked !== null && <TargetDialog target={asked} onClose={() => setAsked(null)} />}
    </>
  );
}
