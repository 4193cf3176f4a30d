import type { ImportAnswer, ImportBody } from '../../../domain/api/users.ts';
import { DomainError, type Issue } from '../../../domain/errors.ts';
import { type ImportedPerson, readImportRow } from '../../../domain/people-import.ts';
import { writeAudit } from '../../audit/queries.ts';
import type { SignedIn } from '../../auth/session.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/transaction.ts';
import { takenIssue } from '../create-person.ts';
import { findTaken } from '../queries.ts';
import { addUser, inviteNew } from './create.ts';
import { readTable } from './import-table.ts';

type ImportRow = ImportAnswer['rows'][number];
type RowResult = Pick<ImportRow, 'outcome' | 'userId' | 'issues'>;

interface CheckedRow {
  readonly line: number;
  readonly email: string;
  readonly person: ImportedPerson | null;
  readonly issues: readonly Issue[];
}

/** Rows under way together: a thousand must not outlast the patience of a proxy. */
const AT_ONCE = 4;

/**
 * Section 10: accounts from a CSV, with a result for each row. Every row is a transaction of its own:
 * a bad one stops nothing, and a repeated import refuses what it made before, row by row; so are the
 * rows that are left when its admin is demoted meanwhile. A trial makes the same checks and nothing else.
 * @throws DomainError validation_failed at `csv` for a file that cannot be read as a whole
 */
export async function importUsers(
  context: Context,
  actor: SignedIn,
  body: ImportBody,
  address: string,
): Promise<ImportAnswer> {
  const { layout, rows } = readTable(body.csv);
  const canMail = context.channels.email !== null;
  const firstLines = new Map<string, number>();
  const checked = rows.map(({ line, cells }): CheckedRow => {
    const { email, person, issues } = readImportRow(layout, cells);
    const repeated = person === null ? [] : repetitions(person, line, firstLines);
    return { line, email, person, issues: [...issues, ...repeated] };
  });
  const work = (person: ImportedPerson) =>
    body.isTrial
      ? tryOut(context, person)
      : add(context, actor, person, body.isInvited && canMail, address);
  const results: ImportRow[] = [];
  for (let from = 0; from < checked.length; from += AT_ONCE) {
    const some = checked.slice(from, from + AT_ONCE).map(
      async ({ line, email, person, issues }): Promise<ImportRow> => ({
        line,
        email,
        ...(person === null || issues.length > 0 ? refused(issues) : await work(person)),
      }),
    );
    results.push(...(await Promise.all(some)));
  }
  const created = results.filter(({ outcome }) => outcome === 'created').length;
  if (!body.isTrial) {
    await inTransaction(context.db, (tx) =>
      writeAudit(tx, {
        actorId: actor.id,
        action: 'users_imported',
        target: null,
        details: { created, refused: results.length - created },
        address,
        now: context.now(),
      }),
    );
  }
  return {
    rows: results,
    created,
    refused: results.filter(({ outcome }) => outcome === 'refused').length,
    invitations: !body.isInvited ? 'not_asked' : canMail ? 'queued' : 'not_configured',
  };
}

/** Names both lines: which of them is right is for the reader to say, and the first one counts. */
function repetitions(
  { email, username }: ImportedPerson,
  line: number,
  firstLines: Map<string, number>,
): Issue[] {
  const issues: Issue[] = [];
  const values = [
    ['email', email],
    ['username', username?.toLowerCase()],
  ] as const;
  for (const [path, value] of values) {
    if (value === undefined) continue;
    const key = `${path} ${value}`;
    const first = firstLines.get(key);
    if (first === undefined) firstLines.set(key, line);
    else issues.push({ path, message: `Line ${line} repeats the ${path} of line ${first}` });
  }
  return issues;
}

async function tryOut(context: Context, person: ImportedPerson): Promise<RowResult> {
  const taken = await findTaken(context.db, person.email, person.username ?? null);
  return taken.length > 0
    ? refused(taken.map(takenIssue))
    : { outcome: 'would_create', userId: null, issues: [] };
}

async function add(
  context: Context,
  actor: SignedIn,
  person: ImportedPerson,
  isInvited: boolean,
  address: string,
): Promise<RowResult> {
  try {
    const userId = await inTransaction(context.db, async (tx) => {
      const added = { ...person, username: person.username ?? null };
      const id = await addUser(tx, context, actor, added, address);
      if (isInvited) await inviteNew(tx, context, actor, id, person.email, address);
      return id;
    });
    return { outcome: 'created', userId, issues: [] };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return refused(error.issues ?? [{ path: '', message: error.message }]);
  }
}

const refused = (issues: readonly Issue[]): RowResult => ({
  outcome: 'refused',
  userId: null,
  issues: [...issues],
});
