import { sql } from 'kysely';
import { MOST_REJECT_WINDOW_DAYS } from '../../domain/api/settings.ts';
import type { Instant } from '../../domain/kernel/calendar.ts';
import { parseColour } from '../../domain/kernel/colour.ts';
import { type Look, lookOf } from '../../domain/look.ts';
import type { PlatformSettings } from '../../domain/settings.ts';
import type { Config } from '../config.ts';
import type { Db } from '../db/pool.ts';
import type { Tx } from '../db/transaction.ts';

/** What rules ask for. */
export type PolicySettings = Pick<
  PlatformSettings,
  'fourEyesQa' | 'rejectWindowDays' | 'maxUploadBytes'
>;

const KEYS = {
  companyName: 'company_name',
  accentColour: 'accent_colour',
  registrationDomains: 'registration_domains',
  fourEyesQa: 'four_eyes_qa',
  rejectWindowDays: 'reject_window_days',
  maxUploadBytes: 'max_upload_bytes',
} as const satisfies Record<keyof PlatformSettings, string>;

const LOOK_KEYS = [KEYS.companyName, KEYS.accentColour];
const POLICY_KEYS = [KEYS.fourEyesQa, KEYS.rejectWindowDays, KEYS.maxUploadBytes];

/** The settings in force: what the table holds, else the defaults. */
export async function loadPolicySettings(
  db: Db | Tx,
  config: Pick<Config, 'maxUploadBytes'>,
): Promise<PolicySettings> {
  return readPolicySettings(await loadByKeys(db, POLICY_KEYS), config);
}

/** The same from rows that another statement brought along, by key. */
export function readPolicySettings(
  stored: Readonly<Record<string, unknown>>,
  config: Pick<Config, 'maxUploadBytes'>,
): PolicySettings {
  const most = config.maxUploadBytes;
  return {
    fourEyesQa: booleanOr(stored[KEYS.fourEyesQa], true),
    rejectWindowDays: countOr(stored[KEYS.rejectWindowDays], 30, 0, MOST_REJECT_WINDOW_DAYS),
    // The environment may have become narrower since.
    maxUploadBytes: countOr(stored[KEYS.maxUploadBytes], most, 1, most),
  };
}

/** All settings of section 10 that are in force. */
export async function loadPlatformSettings(
  db: Db | Tx,
  config: Pick<Config, 'maxUploadBytes'>,
): Promise<PlatformSettings> {
  const stored = await loadByKeys(db, Object.values(KEYS));
  const domains = stored[KEYS.registrationDomains];
  return {
    ...readPolicySettings(stored, config),
    ...readLook(stored),
    registrationDomains: Array.isArray(domains)
      ? domains.filter((domain) => typeof domain === 'string')
      : [],
  };
}

/** Section 10: the name and the colour that stand in what is sent out now. */
export async function loadLook(db: Db | Tx): Promise<Look> {
  return lookOf(readLook(await loadByKeys(db, LOOK_KEYS)));
}

function readLook(
  stored: Readonly<Record<string, unknown>>,
): Pick<PlatformSettings, 'companyName' | 'accentColour'> {
  return {
    companyName: textOrNull(stored[KEYS.companyName]),
    accentColour: parseColour(textOrNull(stored[KEYS.accentColour]) ?? ''),
  };
}

/** Held until the transaction ends: what is read of the settings now is what was before the change. */
export async function holdSettings(tx: Tx): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('settings'))`.execute(tx);
}

/** Stores the given settings and leaves the others as they are. */
export function storePlatformSettings(
  tx: Tx,
  settings: Partial<PlatformSettings>,
  actorId: number,
  now: Instant,
): Promise<void> {
  return storeSettings(tx, KEYS, settings, actorId, now);
}

/** Stores those of the named settings that are given, each under its key. */
export async function storeSettings<Name extends string>(
  tx: Tx,
  keys: Readonly<Record<Name, string>>,
  settings: Readonly<Partial<Record<Name, unknown>>>,
  actorId: number,
  now: Instant,
): Promise<void> {
  for (const name of Object.keys(keys) as Name[]) {
    const value = settings[name];
    if (value === undefined) continue;
    const stored = { value: JSON.stringify(value), updated_at: now, updated_by: actorId };
    await tx
      .insertInto('settings')
      .values({ key: keys[name], ...stored })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(stored))
      .execute();
  }
}

async function loadByKeys(
  db: Db | Tx,
  keys: readonly string[],
): Promise<Readonly<Record<string, unknown>>> {
  const rows = await db
    .selectFrom('settings')
    .select(['key', 'value'])
    .where('key', 'in', keys)
    .execute();
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
}

function booleanOr(value: unknown, fallback: boolean): boolean {
  return typeof value === 'boolean' ? value : fallback;
}

function countOr(value: unknown, fallback: number, least: number, most: number): number {
  const isCount = typeof value === 'number' && Number.isInteger(value);
  return isCount && value >= least && value <= most ? value : fallback;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
