import { VisuallyHidden } from '@mantine/core';
import { useId } from 'react';
import type { RequestDetail } from '../../../../domain/api/requests.ts';
import type { Values } from '../../../../domain/requests/define.ts';
import { formatMoney } from '../../../format.ts';
import { TextSkeleton } from '../../../ui/skeletons.tsx';
import { livePrice as words } from '../../../words/request-price.ts';
import { Announced } from './announced.tsx';
import classes from './price.module.css';
import { PriceLines } from './price-lines.tsx';
import { type LivePrice as Live, useLivePrice } from './use-live-price.ts';

interface Props {
  readonly request: RequestDetail;
  /** What the form would send now. */
  readonly operation: Values;
}

/** M5, P4: the price of what stands in the operation form, for its readers only. */
export default function LivePrice({ request, operation }: Props) {
  const headingId = useId();
  const live = useLivePrice(request, operation);
  const said = live.kind === 'priced' ? words.announced(formatMoney(live.priced.finalPrice)) : '';
  return (
    <section className={classes.live} aria-labelledby={headingId}>
      <h2 id={headingId}>{words.title}</h2>
      <Body live={live} />
      <p className={classes.hint}>{words.forReaders}</p>
      <Announced text={said} />
    </section>
  );
}

function Body({ live }: { live: Live }) {
  switch (live.kind) {
    case 'loading':
      return (
        <div aria-busy="true">
          <VisuallyHidden>{words.loading}</VisuallyHidden>
          <TextSkeleton width="60%" />
        </div>
      );
    case 'failed':
      return <p>{words.failed}</p>;
    case 'none':
      return <p>{words.none}</p>;
    case 'priced': {
      const { priced, version, title } = live;
      if (priced.lines.length === 0) return <p>{words.nothing}</p>;
      return (
        <>
          <PriceLines lines={priced.lines} totals={priced} caption={words.title} canCopy={false} />
          <p className={classes.hint}>{words.by(version, title)}</p>
        </>
      );
    }
  }
}
