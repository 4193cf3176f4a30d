import { Anchor, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { targetsQuery } from '../../../api/operations.ts';
import { TargetTable } from '../../../ui/targets/target-table.tsx';
import { common } from '../../../words/common.ts';
import { platformWords as words } from '../../../words/platform-settings.ts';
import classes from './settings-page.module.css';

/** D4: each target is saved by its own dialog. */
export function TargetsField() {
  const answer = useQuery(targetsQuery);
  return (
    <div className={classes.targets}>
      <h3 className={classes.label}>{words.targets}</h3>
      <p className={classes.help}>{words.targetsHelp}</p>
      {answer.data !== undefined ? (
        <TargetTable targets={answer.data.targets} maySet />
      ) : answer.isError ? (
        <p className={classes.warns}>
          {words.targetsFailed}{' '}
          <Anchor component="button" type="button" onClick={() => void answer.refetch()}>
            {common.tryAgain}
          </Anchor>
        </p>
      ) : (
        <Skeleton height={268} radius={6} />
      )}
    </div>
  );
}
