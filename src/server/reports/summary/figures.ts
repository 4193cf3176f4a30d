import type { Figures } from '../../../domain/api/reports.ts';
import {
  type Cost,
  type Money,
  margin,
  meanMoney,
  NO_COST,
  NO_MONEY,
  subtractMoney,
  sumCosts,
  sumMoney,
} from '../../../domain/kernel/money.ts';
import type { SumRow } from './queries.ts';

/** Sums of some completions, before anything is divided or rounded. */
export interface Sums {
  readonly completed: number;
  readonly priced: number;
  readonly clientTotal: Money;
  readonly discount: Money;
  readonly operate: Cost;
  readonly qa: Cost;
  readonly tatMs: bigint;
}

export function sumsOf(rows: readonly SumRow[]): Sums {
  return {
    completed: rows.reduce((sum, row) => sum + row.completed, 0),
    priced: rows.reduce((sum, row) => sum + row.priced, 0),
    clientTotal: sumMoney([NO_MONEY, ...rows.map((row) => row.client_total)]),
    discount: sumMoney([NO_MONEY, ...rows.map((row) => row.discount_amount)]),
    operate: sumCosts([NO_COST, ...rows.map((row) => row.operate_total ?? NO_COST)]),
    qa: sumCosts([NO_COST, ...rows.map((row) => row.qa_total ?? NO_COST)]),
    tatMs: rows.reduce((sum, row) => sum + BigInt(row.tat_ms), 0n),
  };
}

/** D3: means are of the sums, rounded once: prices half-even to cents, times down to milliseconds. */
export function figuresOf(sums: Sums, withCosts: boolean): Omit<Figures, 'medianTatMs'> {
  const total = subtractMoney(sums.clientTotal, sums.discount);
  return {
    completed: sums.completed,
    priced: sums.priced,
    clientTotal: sums.clientTotal,
    discount: sums.discount,
    total,
    averagePrice: meanMoney(total, sums.priced),
    averageTatMs: sums.completed === 0 ? null : Number(sums.tatMs / BigInt(sums.completed)),
    ...(withCosts && {
      costs: {
        operate: sums.operate,
        qa: sums.qa,
        margin: margin(total, sums.operate, sums.qa),
      },
    }),
  };
}
