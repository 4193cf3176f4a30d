import type { OutboxEvent } from '../../src/domain/notifications/events.ts';
import { composeMessage } from '../../src/domain/notifications/messages.ts';
import { isAskedToAct, mayMute } from '../../src/domain/notifications/mutes.ts';
import type { RequestTypeKey } from '../../src/domain/requests/define.ts';
import { renderEmail } from '../../src/server/notifications/render/email.ts';
import { renderSlack } from '../../src/server/notifications/render/slack.ts';
import { renderTelegram } from '../../src/server/notifications/render/telegram.ts';
import { exampleSource } from './examples.ts';
import type { PREVIEW_READERS } from './preview-readers.ts';

/** One event of one type on all channels, with invented people: what the preview shows. */
export interface Preview {
  readonly email: { readonly subject: string; readonly html: string; readonly text: string };
  readonly slack: { readonly text: string; readonly blocks: readonly unknown[] };
  readonly telegram: { readonly text: string; readonly entities: readonly unknown[] };
}

export interface PreviewChoice {
  readonly event: OutboxEvent;
  readonly type: RequestTypeKey;
  /** Of the mail; the chats are for everybody. */
  readonly reader: keyof typeof PREVIEW_READERS;
}

const SITE = 'https://requests.example.com';
const MENTIONED = 'U04MAYAOK1';

export function renderPreview({ event, type, reader }: PreviewChoice): Preview {
  const source = exampleSource(event, type);
  const { people } = source;
  const forReader = (userId: number | null) =>
    composeMessage(source, { timezone: 'Europe/Berlin', userId }, SITE);
  const userId = reader === 'requester' ? people.requesterId : null;
  const mayBeMuted =
    userId !== null && mayMute(event, 'email') && !isAskedToAct(event, userId, people);
  const { subject, html, text } = renderEmail(forReader(userId), {
    muteUrl: mayBeMuted ? `${SITE}/unsubscribe?token=example` : null,
    preferencesUrl: `${SITE}/profile`,
  });
  const slack = renderSlack(forReader(null), [MENTIONED]);
  const telegram = renderTelegram(forReader(null));
  return {
    email: { subject, html, text },
    slack: { text: slack.text, blocks: slack.blocks },
    telegram: { text: telegram.text, entities: telegram.entities },
  };
}
