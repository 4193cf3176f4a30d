/** Rows with the same reason stand together, the largest group first. Pure. */

export interface ReasonGroup<Row> {
  readonly reason: string;
  readonly rows: readonly Row[];
}

export function byReason<Row extends { readonly reason: string | null }>(
  rows: readonly Row[],
  otherwise: string,
): readonly ReasonGroup<Row>[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const reason = row.reason ?? otherwise;
    const group = groups.get(reason);
    if (group === undefined) groups.set(reason, [row]);
    else group.push(row);
  }
  return [...groups]
    .map(([reason, members]) => ({ reason, rows: members }))
    .sort((a, b) => b.rows.length - a.rows.length);
}
