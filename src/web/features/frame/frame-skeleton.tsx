import { PageSkeleton } from '../../ui/skeletons.tsx';
import classes from './frame.module.css';

/** The frame's outline while the session is on its way. */
export function FrameSkeleton() {
  return (
    <div className={classes.frame} aria-busy="true">
      <div className={classes.ghost} />
      <div className={classes.content}>
        <PageSkeleton />
      </div>
    </div>
  );
}
