import { z } from 'zod';
import { IMPORT_MOST_CHARACTERS, USER_STATES } from '../accounts.ts';
import { ROLES, TEAMS } from '../people.ts';
import { many } from './many.ts';

/** Accounts as admins see and change them (section 10). Everybody else: 403 `not_allowed`. */

const instant = z.string();

export const userRow = z.object({
  id: z.number().int(),
  username: z.string(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  /** As shown everywhere; "Former user 12" once erased. */
  name: z.string(),
  timezone: z.string(),
  roles: z.array(z.enum(ROLES)),
  teams: z.array(z.enum(TEAMS)),
  state: z.enum(USER_STATES),
  createdAt: instant,
  lastSignInAt: instant.nullable(),
  liveSessions: z.number().int(),
});
export type UserRow = z.infer<typeof userRow>;

/** Ordered by name; `search` is part of a name, username or email. `after`: the `next` of the page before. */
export const usersQuery = z.object({
  search: z.string().max(100, 'At most 100 characters').optional(),
  state: many(USER_STATES),
  role: many(ROLES),
  team: many(TEAMS),
  after: z.string().max(1_000).optional(),
  limit: z.coerce.number('This must be a number from 10 to 100').int().min(10).max(100).default(50),
});
export type UsersQuery = z.infer<typeof usersQuery>;

export const usersPage = z.object({
  users: z.array(userRow),
  next: z.string().nullable(),
  /** All that match, whatever the page. */
  total: z.number().int(),
  /** Registered people who wait for a team or role, whatever the filters. */
  waiting: z.number().int(),
});
export type UsersPage = z.infer<typeof usersPage>;

/** A place where somebody is signed in. */
export const sessionRow = z.object({
  id: z.number().int(),
  createdAt: instant,
  lastSeenAt: instant,
  expiresAt: instant,
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  /** The one that asks. */
  isCurrent: z.boolean(),
});
export type SessionRow = z.infer<typeof sessionRow>;

export const userDetail = userRow.extend({
  slackMemberId: z.string().nullable(),
  hasTelegram: z.boolean(),
  registeredAt: instant.nullable(),
  erasedAt: instant.nullable(),
  sessions: z.array(sessionRow),
  /** The open invitation or password reset that was last sent; null when there is none. */
  openLink: z
    .object({
      purpose: z.enum(['invitation', 'password_reset', 'email_change']),
      email: z.string(),
      createdAt: instant,
      expiresAt: instant,
      /** Null while the mail waits or fails, and when mail is not configured. */
      mailedAt: instant.nullable(),
    })
    .nullable(),
  /** `requested`: not final. `operating` and `checking`: of which they are the assignee now. */
  openRequests: z.object({
    requested: z.number().int(),
    operating: z.number().int(),
    checking: z.number().int(),
  }),
  /** P7: why this person cannot be demoted or deactivated; null when they can. */
  lastAdmin: z.string().nullable(),
});
export type UserDetail = z.infer<typeof userDetail>;

const email = z.string().trim().min(1, 'Enter an email').max(254, 'This email is too long');

/** Without `username`, one is made of the email. `isInvited`: send the invitation now. */
export const newUserBody = z.object({
  email,
  firstName: z.string().default(''),
  lastName: z.string().default(''),
  username: z.string().optional(),
  timezone: z.string().default('UTC'),
  roles: z.array(z.enum(ROLES)).default([]),
  teams: z.array(z.enum(TEAMS)).default([]),
  isInvited: z.boolean().default(true),
});
export type NewUserBody = z.infer<typeof newUserBody>;

/** Absent fields stay as they are. Roles and teams are complete lists. */
export const userBody = z.object({
  email: email.optional(),
  username: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  timezone: z.string().optional(),
  slackMemberId: z.string().nullable().optional(),
  roles: z.array(z.enum(ROLES)).optional(),
  teams: z.array(z.enum(TEAMS)).optional(),
});
export type UserBody = z.infer<typeof userBody>;

/** The link of an invitation or a reset. `url` is told only when mail is not configured: to be handed over. */
export const sentLink = z.object({
  mail: z.enum(['queued', 'not_configured']),
  url: z.string().nullable(),
  expiresAt: instant,
});
export type SentLink = z.infer<typeof sentLink>;

/** A created account, with its invitation when one was asked for. */
export const newUserAnswer = z.object({ user: userDetail, invitation: sentLink.nullable() });
export type NewUserAnswer = z.infer<typeof newUserAnswer>;

/** P7: typed to confirm; the username of whoever is erased. */
export const eraseBody = z.object({ username: z.string() });
export type EraseBody = z.infer<typeof eraseBody>;

/**
 * CSV text with a header of `IMPORT_COLUMNS` (only `email` is required; several roles or teams are
 * separated by spaces, semicolons or bars). `isTrial`: nothing is created.
 */
export const importBody = z.object({
  csv: z.string().min(1, 'Choose a CSV file').max(IMPORT_MOST_CHARACTERS, 'At most 500 kB'),
  isInvited: z.boolean().default(true),
  isTrial: z.boolean().default(false),
});
export type ImportBody = z.infer<typeof importBody>;

/** One result per row: one bad row stops nothing. Lines count from 1, the header included. */
export const importAnswer = z.object({
  rows: z.array(
    z.object({
      line: z.number().int(),
      email: z.string(),
      outcome: z.enum(['created', 'would_create', 'refused']),
      userId: z.number().int().nullable(),
      issues: z.array(z.object({ path: z.string(), message: z.string() })),
    }),
  ),
  created: z.number().int(),
  refused: z.number().int(),
  invitations: z.enum(['queued', 'not_configured', 'not_asked']),
});
export type ImportAnswer = z.infer<typeof importAnswer>;
