import type { SummaryAnswer } from '../../../../domain/api/reports.ts';
import {
  addDays,
  type CalendarDay,
  epochMs,
  instant,
  startOfDay,
} from '../../../../domain/kernel/calendar.ts';
import { formatShortDay } from '../../../format.ts';
import type { AxisLabel } from '../../../ui/charts/plot.tsx';

type Period = SummaryAnswer['period'];

/** Where an instant lies between the period's ends, 0 to 100. */
export function placeOf(at: string, { fromAt, untilAt }: Period): number {
  const start = epochMs(instant(fromAt));
  const length = epochMs(instant(untilAt)) - start;
  const share = (epochMs(instant(at)) - start) / length;
  return Math.round(Math.min(Math.max(share, 0), 1) * 10_000) / 100;
}

const LABELS = 6;

/** A few days of the period, at the instant where each begins in the period's zone. */
export function dayLabels(period: Period): readonly AxisLabel[] {
  const { from, to, zone } = period;
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
  const step = Math.max(1, Math.ceil(days / LABELS));
  return Array.from({ length: Math.ceil(days / step) }, (_, order) => {
    const day = addDays(from as CalendarDay, order * step);
    return {
      at: placeOf(startOfDay(day, zone), period),
      text: formatShortDay(day),
      isMinor: order % 2 === 1,
    };
  });
}
