import type { Config } from '../config.ts';
import type { Db } from '../db/pool.ts';
import type { Tx } from '../db/transaction.ts';

/** What admins decide and rules ask for (section 10). */
export interface PolicySettings {
  /** P6, QA half. */
  readonly fourEyesQa: boolean;
  /** L12: days within which a requester may reject completed work. */
  readonly rejectWindowDays: number;
  /** F1. */
  readonly maxUploadBytes: number;
}

const KEYS = {
  fourEyesQa: 'four_eyes_qa',
  rejectWindowDays: 'reject_window_days',
  maxUploadBytes: 'max_upload_bytes',
} as const;

/** The settings in force: what the table holds, else the defaults. */
export async function loadPolicySettings(
  db: Db | Tx,
  config: Pick<Config, 'maxUploadBytes'>,
): Promise<PolicySettings> {
  const rows = await db
    .selectFrom('settings')
    .select(['key', 'value'])
    .where('key', 'in', Object.values(KEYS))
    .execute();
  return readPolicySettings(Object.fromEntries(rows.map(({ key, value }) => [key, value])), config);
}

/** The same from rows that another statement brought along, by key. */
export function readPolicySettings(
  stored: Readonly<Record<string, unknown>>,
  config: Pick<Config, 'maxUploadBytes'>,
): PolicySettings {
  return {
    fourEyesQa: booleanOr(stored[KEYS.fourEyesQa], true),
    rejectWindowDays: countOr(stored[KEYS.rejectWindowDays], 30),
    maxUploadBytes: countOr(stored[KEYS.maxUploadBytes], config.maxUploadBytes),
  };
}

function booleanOr(value: unknown, fallback: boolean): boolean {
  return typeof value === 'boolean' ? value : fallback;
}

function countOr(value: unknown, fallback: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : fallback;
}
