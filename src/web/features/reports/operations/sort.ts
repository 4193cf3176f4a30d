import type { Work } from '../../../../domain/api/reports.ts';

export type WorkColumn = 'name' | 'taken' | 'completed' | 'rejected' | 'medianMs';

export interface WorkOrder {
  readonly column: WorkColumn;
  readonly isDescending: boolean;
}

export const FIRST_ORDER: WorkOrder = { column: 'completed', isDescending: true };

/** The same column again turns it round; figures begin with the greatest, names with A. */
export function pressed(order: WorkOrder, column: WorkColumn): WorkOrder {
  return order.column === column
    ? { column, isDescending: !order.isDescending }
    : { column, isDescending: column !== 'name' };
}

/** Whoever has no such figure stands last, whichever way it is sorted; equals by name. */
export function sortWork(work: readonly Work[], { column, isDescending }: WorkOrder): Work[] {
  const byName = (a: Work, b: Work) => a.person.name.localeCompare(b.person.name, 'en');
  const turn = isDescending ? -1 : 1;
  return [...work].sort((a, b) => {
    if (column === 'name') return turn * byName(a, b);
    const [left, right] = [a[column], b[column]];
    if (left === null || right === null) {
      return Number(left === null) - Number(right === null) || byName(a, b);
    }
    return turn * (left - right) || byName(a, b);
  });
}
