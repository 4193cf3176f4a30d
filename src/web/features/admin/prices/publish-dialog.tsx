import { useQuery } from '@tanstack/react-query';
import type { PriceListDetail } from '../../../../domain/api/prices.ts';
import {
  type CalendarDay,
  dayIn,
  instantFromEpochMs,
  startOfDay,
} from '../../../../domain/kernel/calendar.ts';
import { OPERATIONS } from '../../../../domain/pricing/operations.ts';
import { PRICE_FIELD_NAMES, priceChanges } from '../../../../domain/pricing/price-list.ts';
import { priceListsQuery } from '../../../api/prices.ts';
import { formatCalendarDay, formatInstant } from '../../../format.ts';
import { Confirm } from '../../../ui/confirm.tsx';
import { useNowMs, useViewerZone } from '../../../ui/now.ts';
import { priceListWords as words } from '../../../words/prices.ts';
import editorClasses from './editor.module.css';
import { PriceDifference } from './price-difference.tsx';
import classes from './prices.module.css';

interface PublishDialogProps {
  readonly list: PriceListDetail;
  readonly isOpen: boolean;
  readonly isBusy: boolean;
  readonly failure: unknown;
  readonly onClose: () => void;
  readonly onPublish: () => void;
}

/** From when, and what changes with it (M2). */
export function PublishDialog({ list, ...dialog }: PublishDialogProps) {
  const version = list.newestVersion + 1;
  return (
    <Confirm
      title={words.publishTitle(version)}
      submit={words.publishSubmit(version)}
      size={560}
      isOpen={dialog.isOpen}
      isBusy={dialog.isBusy}
      failure={dialog.failure}
      onClose={dialog.onClose}
      onSubmit={dialog.onPublish}
    >
      <div className={editorClasses.says}>
        {list.effectiveOn !== null && <When day={list.effectiveOn as CalendarDay} />}
        <p>{words.publishFinal}</p>
        <What list={list} />
      </div>
    </Confirm>
  );
}

function When({ day }: { day: CalendarDay }) {
  const zone = useViewerZone();
  const nowMs = useNowMs();
  const { data } = useQuery(priceListsQuery);
  const begins = startOfDay(day, 'UTC');
  const isToday = day <= dayIn('UTC', instantFromEpochMs(nowMs));
  // A withdrawn one counts for nothing, a past one has its day behind it.
  const others = (data?.lists ?? []).filter(
    (other) => other.version !== null && other.state !== 'withdrawn' && other.effectiveOn !== null,
  );
  const replaced = others.find((other) => other.effectiveOn === day && other.endsOn !== day);
  const next = others
    .filter((other) => (other.effectiveOn ?? '') > day)
    .sort((a, b) => ((a.effectiveOn ?? '') < (b.effectiveOn ?? '') ? -1 : 1))[0];
  return (
    <>
      <p>
        {isToday ? words.publishNow : words.publishFrom(`${formatInstant(begins, 'UTC')} UTC`)}
        {!isToday && zone !== 'UTC' && ` ${words.publishLocal(formatInstant(begins, zone), zone)}`}
      </p>
      {replaced?.version != null && <p>{words.publishInstead(replaced.version)}</p>}
      {next?.version != null && next.effectiveOn !== null && (
        <p>
          {words.publishUntil(next.version, formatCalendarDay(next.effectiveOn as CalendarDay))}
        </p>
      )}
    </>
  );
}

function What({ list }: { list: PriceListDetail }) {
  const { comparedWith } = list;
  if (comparedWith === null) return <p>{words.publishFirst}</p>;
  const changes = priceChanges(
    comparedWith.prices as Parameters<typeof priceChanges>[0],
    list.prices as Parameters<typeof priceChanges>[1],
  );
  if (changes.length === 0) return <p>{words.publishSame(comparedWith.version)}</p>;
  const name = words.changes(changes.length);
  return (
    <>
      <p>{words.publishChanges(changes.length, comparedWith.version)}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
      <section className={editorClasses.scroll} aria-label={name} tabIndex={0}>
        <ul className={editorClasses.publishChanges}>
          {changes.map(({ operation, field, from, to }) => (
            <li key={`${operation} ${field}`}>
              <span>{words.priceOf(PRICE_FIELD_NAMES[field], OPERATIONS[operation].name)}</span>
              <span className={classes.figures}>{to}</span>
              <PriceDifference field={field} was={from} is={to} />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
