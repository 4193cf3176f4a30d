import { Button, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import type { TargetsAnswer } from '../../../domain/api/reports.ts';
import { requestType } from '../../../domain/requests/types/index.ts';
import { formatDuration } from '../../format.ts';
import { targetWords as words } from '../../words/targets.ts';
import { TargetDialog } from './target-dialog.tsx';
import classes from './targets.module.css';

type Target = TargetsAnswer['targets'][number];

interface TargetTableProps {
  readonly targets: readonly Target[];
  /** Admins; everybody else only reads. */
  readonly maySet: boolean;
}

/** D4: how long each type may take. */
export function TargetTable({ targets, maySet }: TargetTableProps) {
  const [asked, setAsked] = useState<Target | null>(null);
  return (
    <>
      <table className={classes.table} aria-label={words.targetsTable}>
        <thead>
          <tr>
            <th scope="col">{words.type}</th>
            <th scope="col" className={classes.number}>
              {words.target}
            </th>
            {maySet && (
              <th scope="col" className={classes.change}>
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
                {maySet && (
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
