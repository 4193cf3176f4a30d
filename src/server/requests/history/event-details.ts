import { z } from 'zod';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { FieldChange } from '../../../domain/requests/changes.ts';
import type { Field, Values } from '../../../domain/requests/define.ts';
import type { Transition } from '../../../domain/requests/lifecycle.ts';
import type { PlannedNotification } from '../../notifications/outbox/plan.ts';

/** How an event's changes are kept: what people typed beside the event, everything else in it (R3). */

export interface EventDetails {
  readonly changes?: readonly KeptChange[];
  /** L20: who was assigned. Creation: the requester, when somebody else created it (P1). */
  readonly personId?: number;
  /** Of a redaction: the event whose text went. */
  readonly redactedEvent?: number;
  /** L18, N9: an internal comment, or the redaction of one. `shownTo` hides it from everybody else. */
  readonly internal?: true;
  /** P4: about prices. `shownTo` hides it from whoever may not see them. */
  readonly prices?: true;
  /** L18: everybody whom the comment mentions and who may see it. */
  readonly mentions?: readonly number[];
}

export interface KeptChange {
  readonly field: string;
  readonly from?: unknown;
  readonly to?: unknown;
  /** An encrypted field: that it changed is all there is to know. */
  readonly secret?: true;
  /** From and to stand in the text beside the event, where an admin can redact them. */
  readonly typed?: true;
}

export type TypedChanges = Readonly<Record<string, { from: unknown; to: unknown }>>;

/** An event as it is about to be appended. */
export interface NewEvent {
  readonly at: Instant;
  /** Null: the system. */
  readonly actorId: number | null;
  readonly transition: Transition;
  readonly details: EventDetails;
  readonly typed: TypedChanges;
  readonly notifications: readonly PlannedNotification[];
}

/** The kinds whose value is a person's own words, addresses or names. */
const TYPED_KINDS: ReadonlySet<Field['kind']> = new Set([
  'text',
  'multiline',
  'markdown',
  'url',
  'list',
  'emails',
  'groups',
] as const);

export function splitChanges(
  changes: readonly FieldChange[],
  fields: readonly Field[],
): { readonly kept: readonly KeptChange[]; readonly typed: TypedChanges } {
  const kinds = new Map(fields.map((field) => [field.name, field.kind]));
  const typed: Record<string, { from: unknown; to: unknown }> = {};
  const kept = changes.map(({ field, from, to, secret }): KeptChange => {
    if (secret) return { field, secret };
    const kind = kinds.get(field);
    if (kind !== undefined && !TYPED_KINDS.has(kind)) return { field, from, to };
    typed[field] = { from, to };
    return { field, typed: true };
  });
  return { kept, typed };
}

/** The link that came with a resolve (L8) is typed text without a field on the request. */
export function typedLink(link: unknown): TypedChanges {
  return typeof link === 'string' ? { link: { from: null, to: link } } : {};
}

/**
 * L18: whom each `@username` meant when it was typed. Beside the text because it belongs to it:
 * usernames change, and a redaction takes both.
 */
export function typedMentions(mentioned: ReadonlyMap<string, number>): TypedChanges {
  return mentioned.size === 0
    ? {}
    : { mentions: { from: null, to: Object.fromEntries(mentioned) } };
}

const keptMentions = z.object({ to: z.record(z.string(), z.number()) });

/** What `typedMentions` kept; nothing for other events. */
export function mentionsOf(typed: Values): readonly { username: string; personId: number }[] {
  const kept = keptMentions.safeParse(typed.mentions);
  if (!kept.success) return [];
  return Object.entries(kept.data.to).map(([username, personId]) => ({ username, personId }));
}

export function mergeChanges(details: EventDetails, typed: Values): readonly FieldChange[] {
  return (details.changes ?? []).map((change) => {
    const { field, secret } = change;
    if (secret) return { field, from: null, to: null, secret };
    if (!change.typed) return { field, from: change.from ?? null, to: change.to ?? null };
    const texts = typed[field] as { from: unknown; to: unknown } | undefined;
    return { field, from: texts?.from ?? null, to: texts?.to ?? null };
  });
}
