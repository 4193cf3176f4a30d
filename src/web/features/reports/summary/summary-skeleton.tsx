import { Skeleton } from '@mantine/core';
import { summaryWords as words } from '../../../words/summary.ts';
import classes from './summary.module.css';

const TILES = [
  words.billed,
  words.completed,
  words.averagePrice,
  words.averageTat,
  words.medianTat,
  words.discount,
];

/** The page's own headings and heights, so that nothing moves when the figures arrive. */
export function SummarySkeleton() {
  return (
    <div aria-busy="true">
      <div className={classes.headline}>
        <div className={classes.tiles}>
          {TILES.map((name) => (
            <div key={name} className={classes.tile}>
              <div className={classes.tileName}>{name}</div>
              <div className={classes.tileValue}>
                <Skeleton height={20} my={5} width={96} radius={4} />
              </div>
              <div className={classes.tileNote}>
                <Skeleton height={10} width={120} radius={4} />
              </div>
            </div>
          ))}
        </div>
        <p className={classes.note}>
          <Skeleton height={10} my={4} width={280} radius={4} />
        </p>
      </div>
      {[
        { title: words.byTeam, height: 172 },
        { title: words.byType, height: 280 },
        { title: words.trend, height: 260 },
      ].map(({ title, height }) => (
        <section key={title} className={classes.section}>
          <h2 className={classes.sectionTitle}>{title}</h2>
          <Skeleton height={height} radius={6} mt={8} />
        </section>
      ))}
    </div>
  );
}
