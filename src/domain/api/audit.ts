import { z } from 'zod';
import { AUDIT_ACTION_KEYS, AUDIT_GROUPS, type AuditGroup } from '../audit.ts';
import { many } from './many.ts';
import { personRef } from './people.ts';

/** The audit log, for admins (section 10). Everybody else: 403 `not_allowed`. */

const instant = z.string();
const groups = Object.keys(AUDIT_GROUPS) as [AuditGroup, ...AuditGroup[]];
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'Enter a day, e.g. 2026-11-22');
const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);

const filters = z.object({
  /** Part of a target, a person's name, or an address, whatever the case; from 2 characters. */
  search: z.string().max(100, 'At most 100 characters').optional(),
  group: many(groups),
  action: many(AUDIT_ACTION_KEYS),
  /** Who did it, or whom it was done to. */
  person: id.optional(),
  /** Days of the viewer's zone, both included. */
  from: day.optional(),
  to: day.optional(),
});

/** Newest first, 50 a page; `before`: the `next` of the page above. */
export const auditQuery = filters.extend({ before: id.optional() });
export type AuditQuery = z.infer<typeof auditQuery>;

export const auditDownloadQuery = filters;
export type AuditDownloadQuery = z.infer<typeof auditDownloadQuery>;

export const auditEntry = z.object({
  id: z.number().int(),
  at: instant,
  /** Null: nobody was signed in, or the system. */
  actor: personRef.nullable(),
  action: z.enum(AUDIT_ACTION_KEYS),
  target: z.string().nullable(),
  targetPerson: personRef.nullable(),
  /** What the action tells besides: names and values in words, e.g. "Reason: inactive account". */
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
  address: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const auditPage = z.object({
  entries: z.array(auditEntry),
  next: z.number().int().nullable(),
});
export type AuditPage = z.infer<typeof auditPage>;
