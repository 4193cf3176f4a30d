import { IMPORT_COLUMNS, IMPORT_PROBLEM_COLUMN } from './accounts.ts';
import type { Issue } from './errors.ts';
import { ROLE_NAMES, ROLES, type Role, TEAM_NAMES, TEAMS, type Team } from './people.ts';
import { checkProfile, parseAccountEmail } from './profile.ts';

/** Accounts from a table (section 10): what a heading is called and what a row of it says. Pure. */

export type ImportColumn = (typeof IMPORT_COLUMNS)[number];

/** Where each column stands, counted from 0. A file that was handed back has one more, which nobody reads. */
export type ImportLayout = Readonly<
  Partial<Record<ImportColumn | typeof IMPORT_PROBLEM_COLUMN, number>>
>;
const KNOWN = [...IMPORT_COLUMNS, IMPORT_PROBLEM_COLUMN] as const;

/** A person as the table names them; without `username`, one is made of the email. */
export interface ImportedPerson {
  readonly email: string;
  readonly username: string | undefined;
  readonly firstName: string;
  readonly lastName: string;
  readonly timezone: string;
  readonly roles: readonly Role[];
  readonly teams: readonly Team[];
}

const SHOWN_LENGTH = 60;
const shown = (text: string) => `"${text.slice(0, SHOWN_LENGTH)}"`;

/** Case does not count, and spaces, hyphens and underscores are one thing. */
const plain = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '_');

/** Section 10: which heading is which column; everything that stands in the way at once. */
export function readImportHeading(cells: readonly string[]): {
  readonly layout: ImportLayout;
  readonly problems: readonly string[];
} {
  const layout: { -readonly [K in keyof ImportLayout]: ImportLayout[K] } = {};
  const problems: string[] = [];
  const unknown: string[] = [];
  for (const [index, cell] of cells.entries()) {
    const column = KNOWN.find((name) => name === plain(cell));
    if (column === undefined)
      unknown.push(cell.trim() === '' ? 'one without a name' : shown(cell.trim()));
    else if (layout[column] !== undefined) problems.push(`The column ${column} stands there twice`);
    else layout[column] = index;
  }
  if (unknown.length > 0) {
    problems.push(`Unknown columns: ${unknown.join(', ')}. Known are ${IMPORT_COLUMNS.join(', ')}`);
  }
  if (layout.email === undefined) problems.push('The column email is missing');
  return { layout, problems };
}

/**
 * Section 10: one row. Several roles or teams are separated by spaces, semicolons, commas or bars,
 * and called by their key or their name ("qa_agent", "QA agent").
 * @returns the person, if `issues` is empty
 */
export function readImportRow(
  layout: ImportLayout,
  cells: readonly string[],
): {
  readonly email: string;
  readonly person: ImportedPerson | null;
  readonly issues: readonly Issue[];
} {
  const cell = (column: ImportColumn): string => cells[layout[column] ?? -1]?.trim() ?? '';
  const issues: Issue[] = [];
  const typed = cell('email');
  const email = parseAccountEmail(typed);
  if (typed === '') issues.push({ path: 'email', message: 'The email is missing' });
  else if (email === null) {
    issues.push({ path: 'email', message: `${shown(typed)} is not an email address` });
  }
  const username = cell('username');
  const checked = checkProfile({
    username: username === '' ? undefined : username,
    firstName: cell('first_name'),
    lastName: cell('last_name'),
    timezone: cell('timezone') || 'UTC',
  });
  issues.push(
    ...checked.issues.map(({ path, message }) => ({ path: PATHS[path] ?? path, message })),
  );
  const roles = keysIn(cell('roles'), ROLES, ROLE_NAMES);
  for (const word of roles.unknown) {
    issues.push({
      path: 'roles',
      message: `${shown(word)} is no role; there are ${ROLES.join(', ')}`,
    });
  }
  const teams = keysIn(cell('teams'), TEAMS, TEAM_NAMES);
  for (const word of teams.unknown) {
    issues.push({
      path: 'teams',
      message: `${shown(word)} is no team; there are ${TEAMS.join(', ')}`,
    });
  }
  if (cells.slice(Object.keys(layout).length).some((rest) => rest.trim() !== '')) {
    issues.push({
      path: '',
      message: 'This row has more cells than the heading; is a quote missing?',
    });
  }
  const { profile } = checked;
  return {
    email: email ?? typed.slice(0, 254),
    person:
      email === null || issues.length > 0
        ? null
        : {
            email,
            username: profile.username,
            firstName: profile.firstName ?? '',
            lastName: profile.lastName ?? '',
            timezone: profile.timezone ?? 'UTC',
            roles: roles.keys,
            teams: teams.keys,
          },
    issues,
  };
}

/** Columns are called as the table calls them. */
const PATHS: Readonly<Record<string, string>> = { firstName: 'first_name', lastName: 'last_name' };

function keysIn<Key extends string>(
  text: string,
  keys: readonly Key[],
  names: Readonly<Record<Key, string>>,
): { readonly keys: readonly Key[]; readonly unknown: readonly string[] } {
  // "QA agent" is one name, though a space separates names.
  let words = plain(text.replace(/[;|,]+/g, ' ')).replaceAll('_', ' ');
  for (const key of keys) {
    for (const called of [plain(names[key]).replaceAll('_', ' '), key.replaceAll('_', ' ')]) {
      words = ` ${words} `.replaceAll(` ${called} `, ` ${key} `).trim();
    }
  }
  const given = [...new Set(words.split(' ').filter((word) => word !== ''))];
  return {
    keys: keys.filter((key) => given.includes(key)),
    unknown: given.filter((word) => !keys.some((key) => key === word)),
  };
}
