/** What accounts can be and how many are imported at once: asked by pages, which load no schemas. */

/**
 * `invited`: has not chosen a password yet. `waiting`: registered and verified, without role and team
 * until an admin gives one. Each person is in exactly one state.
 */
export const USER_STATES = ['active', 'invited', 'waiting', 'deactivated', 'erased'] as const;
export type UserState = (typeof USER_STATES)[number];

export const IMPORT_COLUMNS = [
  'email',
  'first_name',
  'last_name',
  'username',
  'roles',
  'teams',
  'timezone',
] as const;
export const IMPORT_MOST_ROWS = 1_000;
/** 500 kB, as sizes are shown. */
export const IMPORT_MOST_CHARACTERS = 512_000;

/** What is wrong with a refused row, in the file that is handed back; not read when it is imported again. */
export const IMPORT_PROBLEM_COLUMN = 'problem';
