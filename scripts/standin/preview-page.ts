import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { MessageEntity } from 'grammy/types';
import { z } from 'zod';
import { EVENT_NAMES, OUTBOX_EVENTS } from '../../src/domain/notifications/events.ts';
import { REQUEST_TYPE_KEYS } from '../../src/domain/requests/define.ts';
import { requestType } from '../../src/domain/requests/types/index.ts';
import { type Html, html } from './html.ts';
import { mailFrame } from './mail-page.ts';
import { picker, withQuery } from './page.ts';
import type { Preview, PreviewChoice } from './preview.ts';
import { PREVIEW_READERS, type PreviewReader } from './preview-readers.ts';
import { slackBody } from './slack-blocks.ts';
import type { Names } from './slack-text.ts';
import { telegramText } from './telegram-text.ts';

/** `/preview`: every event for every type on the three channels. */

const SCHEMES = { system: 'As the system', light: 'Light', dark: 'Dark' } as const;
const WIDTHS = { full: 'Full', phone: '390 px' } as const;

const READERS = Object.keys(PREVIEW_READERS) as [PreviewReader, ...PreviewReader[]];

export const previewQuery = z.object({
  event: z.enum(OUTBOX_EVENTS).catch('new_request_created'),
  type: z.enum(REQUEST_TYPE_KEYS).catch('user_records'),
  reader: z.enum(READERS).catch('usual'),
  scheme: z.enum(['system', 'light', 'dark']).catch('system'),
  width: z.enum(['full', 'phone']).catch('full'),
});
export type PreviewQuery = z.infer<typeof previewQuery>;

const worker = join(import.meta.dirname, 'preview-worker.ts');

/** @throws Error of the renderer, when it fails */
export function previewOf({ event, type, reader }: PreviewChoice): Promise<Preview> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(worker, { workerData: { event, type, reader } });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('The preview ended without an answer.')));
  });
}

export function previewPage(preview: Preview | Error, query: PreviewQuery, names: Names): Html {
  return html`<div class="column preview">
<h1>Preview</h1>
<form class="pickers" data-auto>
${picker('event', 'Event', choices(EVENT_NAMES), query.event)}
${picker('type', 'Request type', typeChoices(), query.type)}
${picker('reader', 'Reader of the mail', choices(PREVIEW_READERS), query.reader)}
${picker('scheme', 'Mail colours', choices(SCHEMES), query.scheme)}
${picker('width', 'Mail width', choices(WIDTHS), query.width)}
<button>Show</button>
</form>
${
  preview instanceof Error
    ? html`<div class="empty"><h2>This cannot be rendered</h2><pre>${preview.stack ?? preview.message}</pre></div>`
    : channels(preview, query, names)
}
</div>`;
}

/** A mail as somebody sees it whose system asks for this scheme, whatever this one asks for. */
export function inScheme(mail: string, scheme: PreviewQuery['scheme']): string {
  if (scheme === 'system') return mail;
  return mail.replaceAll(/\(prefers-color-scheme: ?dark\)/g, scheme === 'dark' ? 'all' : 'not all');
}

function channels({ email, slack, telegram }: Preview, query: PreviewQuery, names: Names): Html {
  const { event, type, reader, scheme, width } = query;
  return html`<div class="samples">
<section class="sample scheme-${scheme} width-${width}" aria-labelledby="as-mail">
<h2 id="as-mail">Email</h2>
<p class="subject">${email.subject}</p>
${mailFrame(withQuery('/preview/mail', { event, type, reader, scheme }), 'Mail')}
<details class="part"><summary class="folded">Plain text</summary><pre>${email.text}</pre></details>
</section>
<div>
<section class="sample" aria-labelledby="as-slack">
<h2 id="as-slack">Slack</h2>
${
  slack === null
    ? EMAIL_ONLY
    : html`<div class="said"><div class="text">${slackBody(slack, names)}</div></div>
<details class="part"><summary class="folded">Text for notifications</summary><pre>${slack.text}</pre></details>`
}
</section>
<section class="sample" aria-labelledby="as-telegram">
<h2 id="as-telegram">Telegram</h2>
${
  telegram === null
    ? EMAIL_ONLY
    : html`<article class="bubble"><div class="text">${telegramText(telegram.text, telegram.entities as readonly MessageEntity[])}</div></article>`
}
</section>
</div>
</div>`;
}

const EMAIL_ONLY = html`<p class="subject">Nothing: the person is told by email only.</p>`;

const choices = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

const typeChoices = () =>
  REQUEST_TYPE_KEYS.map((value) => ({ value, label: requestType(value).name }));
