interface Headed {
  readonly heading: string;
  /** Where the column comes from, said where two have the same heading. */
  readonly part: string | null;
}

/**
 * Every heading once, whatever the case, so that a column can be found by its heading: of two that
 * are the same, the operation's says so ("Notes (operation)"), what is still the same is numbered.
 */
export function uniqueHeadings<Column extends Headed>(
  columns: readonly Column[],
): readonly Column[] {
  const counts = Map.groupBy(columns, ({ heading }) => heading.toLowerCase());
  const used = new Set<string>();
  return columns.map((column) => {
    const same = counts.get(column.heading.toLowerCase()) ?? [];
    const heading = free(isToBeTold(column, same) ? told(column) : column.heading, used);
    used.add(heading.toLowerCase());
    return { ...column, heading };
  });
}

/** The request's own field keeps its name beside the operation's; both give way to a common column. */
function isToBeTold(column: Headed, same: readonly Headed[]): boolean {
  if (same.length < 2 || column.part === null) return false;
  return column.part === 'operation' || same.some(({ part }) => part === null);
}

const told = ({ heading, part }: Headed): string => `${heading} (${part})`;

function free(heading: string, used: ReadonlySet<string>): string {
  for (let number = 2, name = heading; ; number += 1) {
    if (!used.has(name.toLowerCase())) return name;
    name = `${heading} ${number}`;
  }
}
