import type { SummaryAnswer } from '../../../domain/api/reports.ts';
import { NO_MONEY } from '../../../domain/kernel/money.ts';
import { PRICE_EDGES, TAT_EDGES_MS } from '../../../domain/reports/distribution.ts';
import type { StepRow } from './queries.ts';

/** D3: how many completions of the period lie in each band of turn-around times and of prices. */
export function distributionOf(steps: readonly StepRow[]): SummaryAnswer['distribution'] {
  const countIn = (measure: StepRow['measure'], band: number): number =>
    steps
      .filter((step) => step.span === 0 && step.measure === measure && step.band === band)
      .reduce((sum, { count }) => sum + count, 0);
  return {
    tat: [0, ...TAT_EDGES_MS].map((fromMs, band) => ({
      fromMs,
      untilMs: TAT_EDGES_MS[band] ?? null,
      count: countIn('tat', band),
    })),
    price: [NO_MONEY, ...PRICE_EDGES].map((from, band) => ({
      from,
      until: PRICE_EDGES[band] ?? null,
      count: countIn('price', band),
    })),
  };
}
