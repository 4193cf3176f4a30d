import type { OutboxEvent } from '../../src/domain/notifications/events.ts';
import { composeMessage } from '../../src/domain/notifications/messages.ts';
import type { RequestTypeKey } from '../../src/domain/requests/define.ts';
import { renderEmail } from '../../src/server/notifications/render/email.ts';
import { renderSlack } from '../../src/server/notifications/render/slack.ts';
import { renderTelegram } from '../../src/server/notifications/render/telegram.ts';
import { exampleSource } from './examples.ts';

/** One event of one type on all channels, with invented people: what the preview shows. */
export interface Preview {
  readonly email: { readonly subject: string; readonly html: string; readonly text: string };
  readonly slack: { readonly text: string; readonly blocks: readonly unknown[] };
  readonly telegram: { readonly text: string; readonly entities: readonly unknown[] };
}

export interface PreviewChoice {
  readonly event: OutboxEvent;
  readonly type: RequestTypeKey;
}

const SITE = 'https://requests.example.com';
const MENTIONED = 'U04MAYAOK1';

export function renderPreview({ event, type }: PreviewChoice): Preview {
  const reader = { timezone: 'Europe/Berlin', userId: null };
  const message = composeMessage(exampleSource(event, type), reader, SITE);
  const { subject, html, text } = renderEmail(message, {
    muteUrl: `${SITE}/unsubscribe/example`,
    preferencesUrl: `${SITE}/profile/notifications`,
  });
  const slack = renderSlack(message, [MENTIONED]);
  const telegram = renderTelegram(message);
  return {
    email: { subject, html, text },
    slack: { text: slack.text, blocks: slack.blocks },
    telegram: { text: telegram.text, entities: telegram.entities },
  };
}
