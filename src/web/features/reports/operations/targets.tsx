import type { OperationsAnswer } from '../../../../domain/api/reports.ts';
import { canAdminister } from '../../../../domain/permissions.ts';
import { useMe } from '../../../api/queries.ts';
import { formatCount, formatShare } from '../../../format.ts';
import { TargetTable } from '../../../ui/targets/target-table.tsx';
import { operationsWords as words } from '../../../words/operations.ts';
import { Figures } from './block.tsx';
import classes from './operations.module.css';

/** D4: how long each type may take, set by admins, and how many completed ones took longer. */
export function Targets({
  targets,
  overTarget: { completed, late },
}: Pick<OperationsAnswer, 'targets' | 'overTarget'>) {
  const maySet = canAdminister(useMe());
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
      <div className={classes.targets}>
        <TargetTable targets={targets} maySet={maySet} />
      </div>
    </>
  );
}
