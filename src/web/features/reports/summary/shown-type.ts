import type { SummaryAnswer } from '../../../../domain/api/reports.ts';
import { compareMoney, type Money } from '../../../../domain/kernel/money.ts';
import { REQUEST_TYPE_KEYS, type RequestTypeKey } from '../../../../domain/requests/define.ts';
import { chosenOf, type SummarySearch } from '../../../api/reports.ts';

/** Whose prices are shown one by one: the chosen type, else the one that is billed most. */
export function shownType(search: SummarySearch, byType: SummaryAnswer['byType']): RequestTypeKey {
  const filter = chosenOf(search, 'type');
  const isOffered = (key: RequestTypeKey) => filter.length === 0 || filter.includes(key);
  if (search.points !== undefined && isOffered(search.points)) return search.points;
  const [most] = byType
    .filter(({ priced }) => priced > 0)
    .toSorted((a, b) => compareMoney(b.total as Money, a.total as Money));
  return most?.type ?? REQUEST_TYPE_KEYS.find(isOffered) ?? REQUEST_TYPE_KEYS[0];
}
