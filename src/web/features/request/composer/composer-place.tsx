import classes from './composer.module.css';

/** The place of the composer while it is on its way: nothing jumps when it comes. */
export function ComposerPlace() {
  return <div className={classes.place} aria-hidden="true" />;
}
