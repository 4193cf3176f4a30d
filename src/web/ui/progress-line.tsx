import classes from './progress-line.module.css';

/** Rows of the question before stay readable; a thin line says that others are coming. */
export function ProgressLine() {
  return <div className={classes.line} />;
}
