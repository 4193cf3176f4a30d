import { z } from 'zod';
import { sessionRow } from './users.ts';

/** What people do about their own account, signed in or by a link from a mail (section 1). */

const instant = z.string();
const email = z.string().trim().min(1, 'Enter your email').max(254, 'This email is too long');

/** For the pages before the sign-in and the frame of all others: no secret, no session. */
export const site = z.object({
  /** The company's name; null until an admin sets one. */
  companyName: z.string().nullable(),
  /** `#rrggbb`; null: the platform's own. */
  accentColour: z.string().nullable(),
  /** Carries the hash of its content; null: the platform's own. */
  logoUrl: z.string().nullable(),
  /** Domains whose addresses may register; empty: by invitation only. */
  registrationDomains: z.array(z.string()),
  /** Whether mail is configured, without which nobody can reset a password by themself. */
  canMail: z.boolean(),
});
export type Site = z.infer<typeof site>;

/** Answered the same for known and unknown addresses. */
export const passwordResetBody = z.object({ email });
export type PasswordResetBody = z.infer<typeof passwordResetBody>;

/** An address of a listed domain; a mail follows, whoever it belongs to. */
export const registrationBody = z.object({ email });
export type RegistrationBody = z.infer<typeof registrationBody>;

export const LINK_PURPOSES = [
  'invitation',
  'password_reset',
  'email_change',
  'registration',
] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

const token = z.string().min(1, 'This link is not complete').max(200, 'This link is not complete');

/** Links lead to `/account-link#<token>`: what is behind the hash is never sent with an address. */
export const linkLookBody = z.object({ token });

/** What a link from a mail is for; `not_found` when it is wrong, over, used or replaced. */
export const linkView = z.object({
  purpose: z.enum(LINK_PURPOSES),
  email: z.string(),
  expiresAt: instant,
  /** As the account holds them; a registration has none yet. */
  username: z.string(),
  firstName: z.string(),
  lastName: z.string(),
});
export type LinkView = z.infer<typeof linkView>;

/**
 * `password` for all but an email change; the names for an invitation (optional) and a registration.
 * All but an email change sign in.
 */
export const linkAcceptBody = z.object({
  token,
  password: z.string().max(256, 'This password is too long').optional(),
  username: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  timezone: z.string().optional(),
});
export type LinkAcceptBody = z.infer<typeof linkAcceptBody>;

export const linkAccepted = z.object({
  purpose: z.enum(LINK_PURPOSES),
  isSignedIn: z.boolean(),
});
export type LinkAccepted = z.infer<typeof linkAccepted>;

/** The signed-in person's own account, beside what `/api/session` tells. */
export const myAccount = z.object({
  email: z.string(),
  /** Waits for the click on its link. */
  pendingEmail: z.object({ email: z.string(), expiresAt: instant }).nullable(),
  sessions: z.array(sessionRow),
  canMail: z.boolean(),
});
export type MyAccount = z.infer<typeof myAccount>;

export const emailChangeBody = z.object({
  email,
  currentPassword: z
    .string()
    .min(1, 'Enter your current password')
    .max(256, 'This password is too long'),
});
export type EmailChangeBody = z.infer<typeof emailChangeBody>;
