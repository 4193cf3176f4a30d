import type { PriceListEvent } from '../../../../domain/api/prices.ts';
import { type CalendarDay, parseCalendarDay } from '../../../../domain/kernel/calendar.ts';
import { OPERATIONS } from '../../../../domain/pricing/operations.ts';
import { PRICE_FIELD_NAMES } from '../../../../domain/pricing/price-list.ts';
import { formatCalendarDay } from '../../../format.ts';
import { nameOf } from '../../../ui/name-of.ts';
import { Initials } from '../../../ui/person.tsx';
import { RelativeTime } from '../../../ui/time.tsx';
import { priceListWords as words } from '../../../words/prices.ts';
import classes from './prices.module.css';

/** Longer lists of changes fold. */
const SHOWN_AT_ONCE = 4;

/** Who changed what. */
export function ListHistory({ events }: { events: readonly PriceListEvent[] }) {
  const newestFirst = [...events].sort((a, b) => b.id - a.id);
  return (
    <section aria-label={words.history} className={classes.section}>
      <h2 className={classes.sectionTitle}>{words.history}</h2>
      <ol className={classes.events}>
        {newestFirst.map((event) => (
          <li key={event.id} className={classes.event}>
            <Initials name={event.actor.name} />
            <div className={classes.eventBody}>
              <p>
                <strong>{nameOf(event.actor)}</strong> {words.event[event.action]}
                <span className={classes.dim}>
                  {' · '}
                  <RelativeTime at={event.at} />
                </span>
              </p>
              <Changes changes={event.changes} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

type Change = PriceListEvent['changes'][number];

function Changes({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) return null;
  const lines = (
    <ul className={classes.changes}>
      {changes.map((change) => (
        <li key={`${change.operation} ${change.field}`}>
          <span className={classes.dim}>{changedOf(change)}:</span>{' '}
          <span className={classes.figures}>{fromTo(change)}</span>
        </li>
      ))}
    </ul>
  );
  if (changes.length <= SHOWN_AT_ONCE) return lines;
  return (
    <details>
      <summary className={classes.summary}>{words.changes(changes.length)}</summary>
      {lines}
    </details>
  );
}

function changedOf({ operation, field }: Change): string {
  if (field === 'title') return words.titleField;
  if (field === 'effectiveOn') return words.dayField;
  if (field === 'requests') return words.requestsField;
  const name = PRICE_FIELD_NAMES[field];
  return operation === undefined ? name : words.priceOf(name, OPERATIONS[operation].name);
}

function fromTo(change: Change): string {
  const to = textOf(change.field, change.to);
  return change.from === null && change.to !== null && change.field !== 'effectiveOn'
    ? to
    : words.fromTo(textOf(change.field, change.from), to);
}

function textOf(field: Change['field'], value: string | null): string {
  if (value === null) return words.empty;
  if (field !== 'effectiveOn') return value;
  const day: CalendarDay | null = parseCalendarDay(value);
  return day === null ? value : formatCalendarDay(day);
}
