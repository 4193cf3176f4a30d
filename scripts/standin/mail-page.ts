import type { ReceivedMail } from '../peers/smtp-mail.ts';
import { type Html, html } from './html.ts';
import { addressees, type MailThread, mailsTo, mailThreads } from './mail-threads.ts';
import { count, empty, picker, time, withQuery } from './page.ts';

/** `/`: threads on the left, the mails of one of them on the right. */

export interface MailQuery {
  readonly to: string | null;
  readonly thread: string | null;
}

const THREADS_SHOWN = 100;
const MAILS_SHOWN = 60;
const TEXT_SHOWN = 20_000;

export function mailPage(mails: readonly ReceivedMail[], query: MailQuery): Html {
  const threads = mailThreads(mailsTo(mails, query.to));
  const chosen = threads.find(({ key }) => key === query.thread) ?? null;
  // Where there is room for both panes, the newest one is open already.
  const open = chosen ?? threads[0] ?? null;
  return html`<div class="panes${chosen === null ? null : ' opened'}">
<section class="side" aria-labelledby="threads-title">
<h1 id="threads-title">Mail</h1>
${recipientForm(mails, query)}
<ul class="threads" data-live="threads">${
    threads.length === 0
      ? html`<li id="none" class="hint">It arrives when something happens to a request.</li>`
      : threads.slice(0, THREADS_SHOWN).map((thread) => threadItem(thread, query, thread === open))
  }${
    threads.length > THREADS_SHOWN
      ? html`<li id="more" class="hint">The newest ${THREADS_SHOWN} of ${threads.length} threads. Choose a recipient to see fewer.</li>`
      : null
  }</ul>
</section>
${
  open === null
    ? html`<section class="wide">${empty('No mail yet', 'Mails of one request will stand together in one thread, as in a mail program.')}</section>`
    : threadView(open, query)
}
</div>`;
}

function recipientForm(mails: readonly ReceivedMail[], { to, thread }: MailQuery): Html {
  const choices = [
    { value: '', label: `Everybody (${mails.length})` },
    ...addressees(mails).map(({ address, mails: number }) => ({
      value: address,
      label: `${address} (${number})`,
    })),
  ];
  return html`<form class="pickers" data-auto data-live-form="recipients">${picker('to', 'Recipient', choices, to ?? '')}
${thread === null ? null : html`<input type="hidden" name="thread" value="${thread}">`}
<button>Show</button></form>`;
}

function threadItem(
  { key, subject, mails, newestAt }: MailThread,
  query: MailQuery,
  isOpen: boolean,
): Html {
  const people = new Set(mails.flatMap(({ to }) => to)).size;
  return html`<li id="thread-${key}" data-rev="${mails.length}${isOpen ? ' open' : null}">
<a class="entry" href="${withQuery('/', { to: query.to, thread: key })}"${isOpen ? html` aria-current="true"` : null}>
<span class="subject">${subject}</span>
<span class="meta"><span>${count(mails.length, 'mail')} to ${count(people, 'person', 'people')}</span>${time(newestAt)}</span>
</a></li>`;
}

function threadView({ key, subject, mails }: MailThread, query: MailQuery): Html {
  const shown = mails.slice(-MAILS_SHOWN);
  return html`<section class="wide" aria-labelledby="thread-title">
<a class="back" href="${withQuery('/', { to: query.to })}">All mail</a>
<h2 id="thread-title">${subject}</h2>
${shown.length < mails.length ? html`<p class="hint">The newest ${shown.length} of ${mails.length} mails of this thread.</p>` : null}
<div class="mails" data-live="mails" data-key="${key}">${shown.map((mail, index) =>
    mailView(mail, index === shown.length - 1),
  )}</div>
</section>`;
}

function mailView(mail: ReceivedMail, isOpen: boolean): Html {
  const { id, from, to, subject, receivedAt, headers, text, html: body } = mail;
  const list = headers.get('list-unsubscribe');
  return html`<details class="mail" id="mail-${id}"${isOpen ? html` open` : null}>
<summary><span class="who">${to.join(', ')}</span><span class="line">${firstLine(text)}</span>${time(receivedAt)}</summary>
<dl class="envelope">
<dt>From</dt><dd>${readable(headers.get('from'), from)}</dd>
<dt>To</dt><dd>${readable(headers.get('to'), to.join(', '))}</dd>
<dt>Subject</dt><dd>${subject}</dd>
${list === undefined ? null : html`<dt>Unsubscribe</dt><dd>${list}</dd>`}
</dl>
${body === '' ? null : mailFrame(`/mail/${id}/html`, `Mail to ${to.join(', ')}`)}
<details class="part"><summary class="folded">Plain text</summary><pre>${cut(text)}</pre></details>
<details class="part"><summary class="folded">Headers</summary><pre>${cut(headersOf(mail))}</pre></details>
</details>`;
}

/**
 * Somebody else's HTML. No script runs in it and nothing is loaded from elsewhere (its own policy says
 * the same); it keeps its origin only so that the page around can measure it, and its links open outside.
 */
export function mailFrame(address: string, title: string): Html {
  return html`<iframe class="mail-frame" src="${address}" title="${title}" loading="lazy" sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"></iframe>`;
}

/** With the name, unless it is encoded; then the address alone. */
const readable = (header: string | undefined, address: string): string =>
  header === undefined || header.includes('=?') ? address : header;

/** The headers as they came, before the first empty line. */
const headersOf = ({ raw }: ReceivedMail): string => raw.split(/\r?\n\r?\n/, 1)[0] ?? '';

const firstLine = (text: string): string =>
  (text.split('\n').find((line) => line.trim() !== '') ?? '').slice(0, 160);

const cut = (text: string): string =>
  text.length <= TEXT_SHOWN ? text : `${text.slice(0, TEXT_SHOWN)}\n… (${text.length} characters)`;

/** Links leave the frame instead of loading inside it. */
export function framedHtml(body: string): string {
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(body)
    ? body.replace(/<head[^>]*>/i, (head) => `${head}${base}`)
    : `${base}${body}`;
}
