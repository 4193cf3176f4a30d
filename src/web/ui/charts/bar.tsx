import classes from './charts.module.css';
import type { Hue } from './hues.ts';

/** A bar behind which the figure itself stands in words: `share` of the longest one, 0 to 100. */
export function Bar({ share, hue = 'accent' }: { share: number; hue?: Hue }) {
  return (
    <span className={classes.track} aria-hidden="true">
      <span className={classes.bar} data-hue={hue} style={{ width: `${share}%` }} />
    </span>
  );
}
