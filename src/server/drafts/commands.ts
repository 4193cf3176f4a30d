import { z } from 'zod';
import {
  type DraftAnswer,
  type DraftBody,
  type DraftList,
  draftBody,
} from '../../domain/api/drafts.ts';
import { DomainError } from '../../domain/errors.ts';
import { addMs, DAY_MS, type Instant } from '../../domain/kernel/calendar.ts';
import type { Actor } from '../../domain/people.ts';
import { fileIds } from '../../domain/requests/request-form.ts';
import type { Context } from '../context.ts';
import type { Sealed } from '../crypto/secret-box.ts';
import { inTransaction, type Tx } from '../db/transaction.ts';
import { findVisibleFiles, holdOwnFiles } from '../files/queries.ts';
import { maskedValues, type SplitDraft, splitDraft } from './draft-content.ts';
import { type DraftForm, draftTitle, parseDraftForm } from './draft-form.ts';
import {
  deleteDraft,
  findDraft,
  isRequestVisible,
  listDrafts,
  lockDraft,
  type StoredDraft,
  upsertDraft,
} from './queries.ts';

/** Drafts live on the server, one per person and form, so that they survive reload and session end. */

export const DRAFT_DAYS = 30;

const secretsByField = z.record(z.string(), z.string());
type Secrets = Readonly<z.infer<typeof secretsByField>>;

/** The instant since which a draft must have been saved to count. */
export function draftsLiveSince(now: Instant): Instant {
  return addMs(now, -DRAFT_DAYS * DAY_MS);
}

/**
 * Saves what a form holds; the last write wins. Secrets are sealed apart, `{ kept: true }` leaves
 * the one this draft has. The files it names are this person's own uploads and stay as long as the
 * draft does (F5).
 *
 * @throws DomainError `not_found` for an unknown form or a request this person may not see (P3),
 *   `validation_failed` when it is too large
 */
export async function saveDraft(
  context: Context,
  actor: Actor,
  name: string,
  body: DraftBody,
): Promise<{ savedAt: Instant }> {
  const draft = parseDraftForm(name);
  const split = splitDraft(draft, body);
  await requireVisible(context, actor, draft);
  const savedAt = context.now();
  await inTransaction(context.db, async (tx) => {
    const before = await lockDraft(tx, actor.id, name, draftsLiveSince(savedAt));
    const stored = openSecrets(context, actor.id, name, before?.secrets ?? null);
    const named = fileIds(draft.form, split.content.values).map(({ fileId }) => fileId);
    await upsertDraft(tx, actor.id, {
      form: name,
      content: { ...split.content, kept: keptOfRequest(draft, split, stored) },
      secrets: sealSecrets(context, actor.id, name, mergeSecrets(split, stored)),
      fileIds: await holdOwnFiles(tx, actor.id, named),
      savedAt,
    });
  });
  return { savedAt };
}

/**
 * What a form held when it was last saved; null when there is none.
 *
 * @throws DomainError `not_found` for an unknown form or a request this person may not see (P3)
 */
export async function readDraft(
  context: Context,
  actor: Actor,
  name: string,
): Promise<DraftAnswer> {
  const form = parseDraftForm(name);
  await requireVisible(context, actor, form);
  const stored = await findDraft(context.db, actor.id, name, draftsLiveSince(context.now()));
  if (stored === null) return { draft: null };
  const { values, extra, kept } = contentOf(stored);
  const sealed = Object.keys(openSecrets(context, actor.id, name, stored.secrets));
  const named = fileIds(form.form, values).map(({ fileId }) => fileId);
  return {
    draft: {
      form: name,
      values: maskedValues(values, [...kept, ...sealed]),
      extra,
      savedAt: stored.savedAt,
      files: await findVisibleFiles(context.db, actor, named),
    },
  };
}

/** This person's drafts, the newest first. */
export async function readDraftList(context: Context, actor: Actor): Promise<DraftList> {
  const stored = await listDrafts(context.db, actor.id, draftsLiveSince(context.now()));
  return {
    drafts: stored.map((draft) => ({
      form: draft.form,
      savedAt: draft.savedAt,
      title: draftTitle(parseDraftForm(draft.form), contentOf(draft).values),
    })),
  };
}

/** Removes a draft; removing one that is not there is fine. Part of whatever made it obsolete. */
export async function removeDraft(tx: Tx, userId: number, name: string): Promise<void> {
  await deleteDraft(tx, userId, name);
}

/**
 * For the repetition of a submission whose answer was lost: the form that heard of no success saved
 * its draft anew, and would show as unsent what was sent.
 */
export function removingDraft(
  actor: Actor,
  { draft }: { readonly draft?: string | undefined },
): (tx: Tx) => Promise<void> {
  return async (tx) => {
    if (draft !== undefined) await removeDraft(tx, actor.id, draft);
  };
}

/**
 * The secrets typed into a draft, by field name, for the submission that comes from it. A form that
 * has none, or was never saved, gives an empty object.
 */
export async function openDraftSecrets(
  tx: Tx,
  context: Context,
  userId: number,
  name: string,
): Promise<Secrets> {
  const stored = await lockDraft(tx, userId, name, draftsLiveSince(context.now()));
  return openSecrets(context, userId, name, stored?.secrets ?? null);
}

async function requireVisible(context: Context, actor: Actor, draft: DraftForm): Promise<void> {
  if (draft.code === null || (await isRequestVisible(context.db, actor, draft.code))) return;
  throw new DomainError('not_found', 'There is no such request, or you may not see it.');
}

/** Typed now, or kept from before; what the client no longer sends is gone. */
function mergeSecrets({ secrets }: SplitDraft, stored: Secrets): Secrets {
  const merged: Record<string, string> = {};
  for (const [name, secret] of secrets) {
    const value = secret === 'kept' ? stored[name] : secret.typed;
    if (value !== undefined) merged[name] = value;
  }
  return merged;
}

/** In an edit, a kept secret that the draft does not hold is the request's own, left as it is (L19). */
function keptOfRequest(draft: DraftForm, { secrets }: SplitDraft, stored: Secrets): string[] {
  if (draft.action !== 'edit') return [];
  return [...secrets].flatMap(([name, secret]) =>
    secret === 'kept' && stored[name] === undefined ? [name] : [],
  );
}

/** Bound to person and form: a ciphertext copied to another draft does not open. */
function placeOf(userId: number, name: string): string {
  return `draft:${userId}:${name}`;
}

function sealSecrets(
  context: Context,
  userId: number,
  name: string,
  secrets: Secrets,
): Sealed | null {
  if (Object.keys(secrets).length === 0) return null;
  return context.secretBox.seal(JSON.stringify(secrets), placeOf(userId, name));
}

function openSecrets(
  context: Context,
  userId: number,
  name: string,
  sealed: Sealed | null,
): Secrets {
  if (sealed === null) return {};
  try {
    return secretsByField.parse(JSON.parse(context.secretBox.open(sealed, placeOf(userId, name))));
  } catch (error) {
    // Its key was retired: the person types it again, and the rest of the draft is not lost with it.
    context.log.warn({ err: error, form: name }, 'the secrets of a draft do not open any more');
    return {};
  }
}

const storedContent = draftBody.extend({
  /** Secret fields left as the request has them. */
  kept: z.array(z.string()).default([]),
});

function contentOf(stored: StoredDraft): z.infer<typeof storedContent> {
  return storedContent.parse(stored.content);
}
