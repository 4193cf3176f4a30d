import { type SqlBool, sql } from 'kysely';
import type { Instant } from '../../domain/kernel/calendar.ts';
import type { Actor, Role, Team } from '../../domain/people.ts';
import { seesEverything } from '../../domain/permissions.ts';
import type { Profile } from '../../domain/profile.ts';
import type { Db } from '../db/pool.ts';
import type { Tx } from '../db/transaction.ts';

const PERSON_COLUMNS = [
  'id',
  'username',
  'email',
  'first_name',
  'last_name',
  'timezone',
  'slack_member_id',
  'roles',
  'teams',
  'is_active',
] as const;

export interface PersonRow {
  readonly id: number;
  readonly username: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly timezone: string;
  readonly slack_member_id: string | null;
  readonly roles: Role[];
  readonly teams: Team[];
  readonly is_active: boolean;
}

/** The person with this id, active or not. */
export function loadPerson(db: Db | Tx, id: number): Promise<PersonRow> {
  return db
    .selectFrom('users')
    .select(PERSON_COLUMNS)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

export interface PeopleFilter {
  /** Part of a name or username, whatever the case. */
  readonly search?: string | undefined;
  /** Exactly this person, active or not: the name behind a filter in an address. */
  readonly id?: number | undefined;
  readonly role?: Role | undefined;
  /** Members of at least one of these teams. */
  readonly anyTeam?: readonly Team[] | undefined;
  readonly limit: number;
}

/**
 * People whom this person may see named: everyone for those who see every request (P3), otherwise
 * themself, their teams, and whoever may work on a request.
 */
export function findPeople(db: Db, actor: Actor, filter: PeopleFilter): Promise<PersonRow[]> {
  let query = db.selectFrom('users').select(PERSON_COLUMNS);
  if (!seesEverything(actor)) query = query.where(isNamedTo(actor));
  query =
    filter.id === undefined
      ? query.where('is_active', '=', true)
      : query.where('id', '=', filter.id);
  if (filter.role !== undefined) query = query.where(sql<SqlBool>`roles @> ${[filter.role]}`);
  if (filter.anyTeam !== undefined) {
    query = query.where(sql<SqlBool>`teams && ${[...filter.anyTeam]}::text[]`);
  }
  const search = filter.search?.trim() ?? '';
  if (search !== '') query = query.where(sql<SqlBool>`${fullName} ILIKE ${containing(search)}`);
  return query
    .orderBy(sql`lower(${fullName})`)
    .orderBy('id')
    .limit(sql.lit(filter.limit))
    .execute();
}

const fullName = sql<string>`(first_name || ' ' || last_name || ' ' || username)`;

const isNamedTo = (actor: Actor) => sql<SqlBool>`
  (id = ${actor.id} OR teams && ${[...actor.teams]}::text[]
    OR roles && ARRAY['operator', 'qa_agent'])`;

/** The text itself anywhere: what LIKE takes as wildcards is literal. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

export async function updateProfile(
  tx: Tx,
  userId: number,
  profile: Partial<Profile>,
  now: Instant,
): Promise<void> {
  await tx
    .updateTable('users')
    .set({
      username: profile.username,
      first_name: profile.firstName,
      last_name: profile.lastName,
      timezone: profile.timezone,
      slack_member_id: profile.slackMemberId,
      updated_at: now,
    })
    .where('id', '=', userId)
    .execute();
}

export interface NewPerson {
  readonly username: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly timezone: string;
  /** Null: an invited person chooses one. */
  readonly passwordHash: string | null;
  readonly roles: readonly Role[];
  readonly teams: readonly Team[];
  /** They registered themself. */
  readonly isRegistered: boolean;
  readonly now: Instant;
}

/** The new person's id; null when somebody holds the email or the username already. */
export async function insertPerson(tx: Tx, person: NewPerson): Promise<number | null> {
  const row = await tx
    .insertInto('users')
    .values({
      username: person.username,
      email: person.email,
      first_name: person.firstName,
      last_name: person.lastName,
      timezone: person.timezone,
      password_hash: person.passwordHash,
      roles: [...person.roles],
      teams: [...person.teams],
      registered_at: person.isRegistered ? person.now : null,
      created_at: person.now,
      updated_at: person.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Which of the two somebody holds already, in any case of letters. */
export async function findTaken(
  db: Db | Tx,
  email: string,
  username: string | null,
): Promise<('email' | 'username')[]> {
  const rows = await db
    .selectFrom('users')
    .select([sql<boolean>`email = ${email}`.as('email')])
    .select(sql<boolean>`lower(username) = lower(${username})`.as('username'))
    .where((eb) =>
      eb.or([eb('email', '=', email), sql<SqlBool>`lower(username) = lower(${username})`]),
    )
    .execute();
  return (['email', 'username'] as const).filter((path) => rows.some((row) => row[path]));
}

/** Those of the usernames that somebody holds, in small letters. */
export async function findTakenUsernames(
  db: Db | Tx,
  usernames: readonly string[],
): Promise<ReadonlySet<string>> {
  const names = usernames.map((name) => name.toLowerCase());
  const rows = await db
    .selectFrom('users')
    .select(sql<string>`lower(username)`.as('name'))
    .where(sql<SqlBool>`lower(username) = ANY(${names}::text[])`)
    .execute();
  return new Set(rows.map(({ name }) => name));
}
