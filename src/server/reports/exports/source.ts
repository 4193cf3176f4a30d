import type { Actor } from '../../../domain/people.ts';
import {
  type ExportColumn,
  type ExportRow,
  exportColumns,
} from '../../../domain/reports/exports/columns.ts';
import type { ExportPlan } from '../../../domain/reports/exports/plan.ts';
import type { RequestType } from '../../../domain/requests/define.ts';
import { requestType } from '../../../domain/requests/types/index.ts';
import type { Db } from '../../db/pool.ts';
import { openSnapshot, type Snapshot } from '../../db/snapshot.ts';
import {
  countRows,
  firstRows,
  loadFileNames,
  loadNames,
  openRows,
  type StoredRow,
} from './row-queries.ts';
import { fileIdsOf, type ParsedRow, parseRow, rowViews } from './row-view.ts';

/** The rows of a report as one state of the database has them, however long reading them takes. */
export interface ExportSource {
  readonly rowCount: number;
  readonly columns: readonly ExportColumn[];
  /** Once; the next rows are fetched while somebody works on these. A list is empty once the next is asked for. */
  batches(): AsyncGenerator<readonly ExportRow[]>;
  /** Ends the transaction, whatever was left unread; to be called in any case. Twice is fine. */
  close(): Promise<void>;
}

/** Whoever takes nothing for so long has gone, and their snapshot keeps the tables from being cleaned. */
const IDLE_MS = 120_000;

/**
 * Three of these are held at a time: being fetched, made ready, written. Together they must be smaller
 * than the nursery (4 MB, scripts/platform/child.ts), or they grow old in memory before they are let
 * go. docs/benchmarks.md says what sizes cost and gain.
 */
const FIRST_BATCH = 100;
const MOST_IN_BATCH = 120;
const BATCH_CHARACTERS = 200_000;

export async function openSource(db: Db, actor: Actor, plan: ExportPlan): Promise<ExportSource> {
  return sourceOf(db, await openSnapshot(db, { idleMs: IDLE_MS }), actor, plan);
}

/**
 * The same on a snapshot that stands already; closes it with the source.
 * @param db reads the names of files, which never change: beside the snapshot's one connection
 */
export async function sourceOf(
  db: Db,
  snapshot: Snapshot,
  actor: Actor,
  plan: ExportPlan,
): Promise<ExportSource> {
  const type = requestType(plan.type);
  try {
    const rowCount = await countRows(snapshot.db, actor, plan);
    const people = await loadNames(snapshot.db);
    const fetch = await openRows(snapshot, actor, plan);
    return {
      rowCount,
      columns: exportColumns(type),
      batches: () => readBatches(db, type, people, fetch),
      close: snapshot.close,
    };
  } catch (error) {
    await snapshot.close();
    throw error;
  }
}

/** The first rows and how many there are. */
export async function previewRows(db: Db, actor: Actor, plan: ExportPlan, most: number) {
  const type = requestType(plan.type);
  const rowCount = await countRows(db, actor, plan);
  const people = await loadNames(db);
  const stored = await firstRows(db, actor, plan, most);
  const rows = await withRelated(db, type, people, stored.map(parseRow));
  return { rowCount, columns: exportColumns(type), rows };
}

async function* readBatches(
  db: Db,
  type: RequestType,
  people: ReadonlyMap<string, string>,
  fetch: (most: number) => Promise<readonly StoredRow[]>,
): AsyncGenerator<readonly ExportRow[]> {
  let most = FIRST_BATCH;
  let fetched = fetch(most);
  /** While these are made ready, and while somebody works on the ones before, the next are fetched. */
  const prepare = async (): Promise<ExportRow[]> => {
    const stored = await fetched;
    if (stored.length === 0) return [];
    const parsed = stored.map(parseRow);
    most = sizeOfNext(stored);
    fetched = fetch(most);
    // Heard when it is waited for; until then it must not end the process.
    fetched.catch(() => undefined);
    return withRelated(db, type, people, parsed);
  };
  let next = prepare();
  for (;;) {
    const rows = await next;
    if (rows.length === 0) return;
    next = prepare();
    next.catch(() => undefined);
    yield rows;
    // As in `Snapshot.cursor`: whoever still holds the promise of them holds an empty list.
    rows.length = 0;
  }
}

function sizeOfNext(rows: readonly StoredRow[]): number {
  let characters = 1;
  for (const { data, operation, instructions } of rows) {
    characters += data.length + (operation?.length ?? 0) + (instructions?.length ?? 0);
  }
  const most = Math.floor((BATCH_CHARACTERS * rows.length) / characters);
  return Math.max(10, Math.min(MOST_IN_BATCH, most));
}

async function withRelated(
  db: Db,
  type: RequestType,
  people: ReadonlyMap<string, string>,
  parsed: ParsedRow[],
): Promise<ExportRow[]> {
  const files = await loadFileNames(db, fileIdsOf(type, parsed));
  const rows = rowViews(parsed, { people, files });
  parsed.length = 0;
  return rows;
}
