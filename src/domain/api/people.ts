import { z } from 'zod';
import { ROLES, TEAMS } from '../people.ts';

/** Accounts over the wire. The web app imports the types only; the server validates with the schemas. */

export const personRef = z.object({
  id: z.number().int(),
  name: z.string(),
  /** False for deactivated and erased people: shown as such, their requests stay whole. */
  isActive: z.boolean(),
});
export type PersonRef = z.infer<typeof personRef>;

export const me = z.object({
  id: z.number().int(),
  username: z.string(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  name: z.string(),
  timezone: z.string(),
  slackMemberId: z.string().nullable(),
  roles: z.array(z.enum(ROLES)),
  teams: z.array(z.enum(TEAMS)),
});
export type Me = z.infer<typeof me>;

export const signInBody = z.object({
  email: z.string().trim().min(1, 'Enter your email').max(254, 'This email is too long'),
  password: z.string().min(1, 'Enter your password').max(256, 'This password is too long'),
});
export type SignInBody = z.infer<typeof signInBody>;

/** Absent fields stay as they are. Email is changed elsewhere. */
export const profileBody = z.object({
  username: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  timezone: z.string().optional(),
  slackMemberId: z.string().nullable().optional(),
});
export type ProfileBody = z.infer<typeof profileBody>;

export const passwordBody = z.object({
  currentPassword: z
    .string()
    .min(1, 'Enter your current password')
    .max(256, 'This password is too long'),
  newPassword: z.string().min(1, 'Enter a new password').max(256, 'This password is too long'),
});
export type PasswordBody = z.infer<typeof passwordBody>;

/** What the signed-in browser needs once: the person and the settings pages show or enforce. */
export const session = z.object({
  me,
  settings: z.object({
    maxUploadBytes: z.number().int(),
    rejectWindowDays: z.number().int(),
  }),
});
export type Session = z.infer<typeof session>;

/** People to choose from: the person filter, L20's assignee, P1's requester. */
export const personOption = personRef.extend({
  username: z.string(),
  /** Only for admins choosing whom to create for (P1): the teams that may create the type. */
  teams: z.array(z.enum(TEAMS)),
  timezone: z.string(),
});
export type PersonOption = z.infer<typeof personOption>;
export const personOptions = z.object({ people: z.array(personOption) });
