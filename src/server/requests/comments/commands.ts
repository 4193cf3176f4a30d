import type { z } from 'zod';
import type { commentBody, Mentionable } from '../../../domain/api/requests.ts';
import { DomainError } from '../../../domain/errors.ts';
import { dayIn } from '../../../domain/kernel/calendar.ts';
import { peopleBefore } from '../../../domain/notifications/recipients.ts';
import { type Actor, displayName } from '../../../domain/people.ts';
import { canCommentInternally } from '../../../domain/permissions.ts';
import { COMMENT_FORM, commentTransition } from '../../../domain/requests/comment.ts';
import { MENTIONS_MAX, mentionsIn, usernamesIn } from '../../../domain/requests/mentions.ts';
import { fileIds } from '../../../domain/requests/request-form.ts';
import type { Context } from '../../context.ts';
import type { Db } from '../../db/pool.ts';
import type { Tx } from '../../db/transaction.ts';
import { removeDraft } from '../../drafts/commands.ts';
import { attachFiles } from '../../files/commands.ts';
import { COMMENT_PLACE } from '../../files/queries.ts';
import { checkFilled, invalid } from '../checked-form.ts';
import { typedMentions } from '../history/event-details.ts';
import { recordComment } from '../history/record-transition.ts';
import { notFound } from '../not-found.ts';
import { lockRequest } from '../queries.ts';
import { type RequestRow, stateOf } from '../stored-request.ts';
import { findMentionable, findMentioned, findPlace } from './queries.ts';

type Comment = z.output<typeof commentBody>;

/**
 * L18, P3, X3: writes a comment with its files into the history and tells whom it mentions. Under
 * the row's lock like every event, so that their order is the order in which they are told.
 *
 * @throws DomainError `not_found` (P3), `not_allowed` for an internal comment of somebody who may
 *   not read those, `validation_failed` with every issue at its field
 */
export async function commentOnRequest(
  tx: Tx,
  context: Context,
  actor: Actor,
  code: string,
  comment: Comment,
): Promise<void> {
  const row = await lockRequest(tx, actor, code);
  if (row === undefined) throw notFound();
  requireReader(actor, row, comment.isInternal);
  const { message, files } = await checkComment(tx, context, actor, comment);
  const mentioned = await resolveMentions(tx, row, message, comment.isInternal);
  const mentionedIds = [...new Set(mentioned.values())];
  const state = stateOf(row);
  const eventId = await recordComment(tx, row.id, {
    transition: commentTransition(state, {
      message,
      mentions: mentionedIds.some((id) => id !== actor.id),
    }),
    actorId: actor.id,
    people: peopleBefore(state, actor.id),
    now: context.now(),
    fields: COMMENT_FORM.fields,
    typed: typedMentions(mentioned),
    comment: { isInternal: comment.isInternal, mentionedIds },
  });
  await attachFiles(tx, {
    requestId: row.id,
    eventId,
    actorId: actor.id,
    files: files.map((fileId) => ({ place: COMMENT_PLACE, fileId })),
  });
  if (comment.draft !== undefined) await removeDraft(tx, actor.id, comment.draft);
}

function requireReader(
  actor: Actor,
  row: Pick<RequestRow, 'requester_id' | 'team'>,
  isInternal: boolean,
): void {
  const request = { requesterId: row.requester_id, team: row.team };
  if (!isInternal || canCommentInternally(actor, request)) return;
  throw new DomainError(
    'not_allowed',
    'Internal comments are for operators, QA agents, leadership and admins.',
  );
}

async function checkComment(tx: Tx, context: Context, actor: Actor, comment: Comment) {
  const checked = await checkFilled(tx, {
    form: COMMENT_FORM,
    raw: { message: comment.message, files: comment.files, isInternal: comment.isInternal },
    actorId: actor.id,
    today: dayIn(actor.timezone, context.now()),
    previous: null,
    request: {},
  });
  if (!checked.ok) throw invalid(checked.issues);
  const { message } = checked.values;
  if (typeof message !== 'string') throw new Error('a comment was accepted without its message');
  return { message, files: fileIds(COMMENT_FORM, checked.values).map(({ fileId }) => fileId) };
}

async function resolveMentions(
  tx: Tx,
  row: RequestRow,
  message: string,
  isInternal: boolean,
): Promise<ReadonlyMap<string, number>> {
  const people = await findMentioned(tx, row, usernamesIn(message), isInternal);
  const mentioned = mentionsIn(message, people);
  if (mentioned.size > MENTIONS_MAX) {
    throw invalid([
      {
        path: 'message',
        message: `A comment may mention ${MENTIONS_MAX} people, this mentions ${mentioned.size}`,
      },
    ]);
  }
  return mentioned;
}

const SUGGESTED_MOST = 8;

/**
 * L18, P3: people to complete an `@` with.
 * @throws DomainError `not_found`, or `not_allowed` as for the comment itself
 */
export async function readMentionable(
  db: Db,
  actor: Actor,
  code: string,
  search: { readonly text: string; readonly isInternal: boolean },
): Promise<Mentionable> {
  const place = await findPlace(db, actor, code);
  if (place === undefined) throw notFound();
  requireReader(actor, place, search.isInternal);
  const people = await findMentionable(db, place, {
    ...search,
    writerId: actor.id,
    limit: SUGGESTED_MOST,
  });
  return {
    people: people.map((person) => ({
      id: person.id,
      name: displayName(person),
      username: person.username,
    })),
  };
}
