import { OWN_LOOK } from '../../src/domain/look.ts';
import { isNotificationEvent, type OutboxEvent } from '../../src/domain/notifications/events.ts';
import { composeMessage, type MessageSource } from '../../src/domain/notifications/messages.ts';
import { isAskedToAct, mayMute } from '../../src/domain/notifications/mutes.ts';
import { recipientsOf } from '../../src/domain/notifications/recipients.ts';
import type { RequestTypeKey } from '../../src/domain/requests/define.ts';
import { renderEmail } from '../../src/server/notifications/render/email.ts';
import { renderSlack } from '../../src/server/notifications/render/slack.ts';
import { renderTelegram } from '../../src/server/notifications/render/telegram.ts';
import { EXAMPLE_PEOPLE, exampleSource } from './examples.ts';
import type { PreviewReader } from './preview-readers.ts';

/** One event of one type on all channels, with invented people: what the preview shows. */
export interface Preview {
  readonly email: { readonly subject: string; readonly html: string; readonly text: string };
  /** Null: people are told of this by email only. */
  readonly slack: { readonly text: string; readonly blocks: readonly unknown[] } | null;
  readonly telegram: { readonly text: string; readonly entities: readonly unknown[] } | null;
}

export interface PreviewChoice {
  readonly event: OutboxEvent;
  readonly type: RequestTypeKey;
  /** Of the mail; the chats are for everybody. */
  readonly reader: PreviewReader;
}

const SITE = 'https://requests.example.com';
const MENTIONED = 'U04MAYAOK1';

export function renderPreview({ event, type, reader }: PreviewChoice): Preview {
  const source = exampleSource(event, type);
  const { people } = source;
  const forReader = (userId: number | null) =>
    composeMessage(source, { timezone: 'Europe/Berlin', userId }, SITE);
  const userId = READER_IDS[reader === 'usual' ? usualReader(source) : reader];
  const mayBeMuted =
    userId !== null && mayMute(event, 'email') && !isAskedToAct(event, userId, people);
  const links = {
    muteUrl: mayBeMuted ? `${SITE}/unsubscribe?token=example` : null,
    preferencesUrl: `${SITE}/profile`,
  };
  const { subject, html, text } = renderEmail(forReader(userId), links, OWN_LOOK);
  if (!isNotificationEvent(event)) {
    return { email: { subject, html, text }, slack: null, telegram: null };
  }
  const { slackMentions } = recipientsOf(event, people, source.to, [EXAMPLE_PEOPLE.leader.id]);
  const slack = renderSlack(forReader(null), slackMentions.length === 0 ? [] : [MENTIONED]);
  const telegram = renderTelegram(forReader(null));
  return {
    email: { subject, html, text },
    slack: { text: slack.text, blocks: slack.blocks },
    telegram: { text: telegram.text, entities: telegram.entities },
  };
}

const READER_IDS: Readonly<Record<Exclude<PreviewReader, 'usual'>, number | null>> = {
  requester: EXAMPLE_PEOPLE.requester.id,
  operator: EXAMPLE_PEOPLE.operator.id,
  approver: EXAMPLE_PEOPLE.leader.id,
  shared: null,
};

/** Section 8: the first of these who gets the mail, people before mailboxes. */
function usualReader({ event, people, to }: MessageSource): Exclude<PreviewReader, 'usual'> {
  if (event === 'work_assigned') return 'operator';
  if (!isNotificationEvent(event)) return 'requester';
  const told = recipientsOf(event, people, to, [EXAMPLE_PEOPLE.leader.id]).email;
  const isTold = (id: number | null) =>
    told.some((recipient) => recipient.kind === 'user' && recipient.userId === id);
  const order = ['requester', 'operator', 'approver'] as const;
  return order.find((reader) => isTold(READER_IDS[reader])) ?? 'shared';
}
