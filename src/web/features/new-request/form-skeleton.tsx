import { Skeleton } from '@mantine/core';
import classes from './new-request.module.css';

/** The form's shape while its draft is looked up. */
export function FormSkeleton() {
  return (
    <div className={classes.columns} aria-busy="true">
      <div className={classes.ghosts}>
        {[34, 34, 76, 34, 76].map((height, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they never move
          <div key={index}>
            <Skeleton height={12} width={120} mb={8} radius={4} />
            <Skeleton height={height} radius={6} />
          </div>
        ))}
      </div>
      <Skeleton height={140} radius={6} />
    </div>
  );
}
