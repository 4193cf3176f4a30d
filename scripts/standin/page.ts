import { type Html, html, type Piece } from './html.ts';

/** The frame that every page of the inbox stands in. */

const TABS = [
  ['mail', '/', 'Mail'],
  ['slack', '/slack', 'Slack'],
  ['telegram', '/telegram', 'Telegram'],
  ['preview', '/preview', 'Preview'],
] as const;
export type Tab = (typeof TABS)[number][0];

export interface PageOptions {
  readonly tab: Tab;
  readonly title: string;
  /** Where the platform itself is; null when nobody said. */
  readonly siteUrl: string | null;
  /** What the page knows of (`state.json`). */
  readonly version: string;
  readonly body: Html;
}

export function page({ tab, title, siteUrl, version, body }: PageOptions): string {
  const tabs = TABS.map(
    ([key, path, name]) =>
      html`<a class="tab" href="${path}"${key === tab ? html` aria-current="page"` : null}>${name}</a>`,
  );
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title} – Local inbox</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/inbox.svg" type="image/svg+xml">
<link rel="stylesheet" href="/inbox.css">
<script src="/inbox.js" defer></script>
</head>
<body data-version="${version}">
<p class="lost" role="status">The inbox does not answer. Is the platform still running?</p>
<a class="skip" href="#content">Skip to the content</a>
<header class="top">
<span class="name"><img src="/inbox.svg" alt="" width="22" height="22">Local inbox</span>
<nav class="tabs" aria-label="Channels">${tabs}</nav>
${siteUrl === null ? null : html`<a class="away" href="${siteUrl}">Open the platform</a>`}
</header>
<main id="content" tabindex="-1">${body}</main>
<footer>Nothing here has left this machine. The last 2,000 messages of each channel are kept in memory and are gone when the platform stops.</footer>
</body>
</html>`;
  return document.text;
}

/** A channel that sends somewhere else, because its own variables are set. */
export function notReceived(channel: string, variables: string): Html {
  return html`<div class="empty"><h1>${channel} is not received here</h1>
<p>${variables} is set, so the platform sends to the real ${channel}. Start it without, and what it sends arrives here.</p></div>`;
}

export function empty(title: string, sentence: string): Html {
  return html`<div class="empty"><h1>${title}</h1><p>${sentence}</p></div>`;
}

const clock = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
});

/** In UTC as it is served; the script tells it in the reader's zone (R5). */
export function time(at: string | number): Html {
  const date = new Date(at);
  return html`<time datetime="${date.toISOString()}">${clock.format(date)} UTC</time>`;
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

/** A link to the same page with other values in its query; null takes one out. */
export function withQuery(path: string, values: Readonly<Record<string, string | null>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== null) query.set(name, value);
  return query.size === 0 ? path : `${path}?${query}`;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A select that applies itself; without the script there is a button beside it. */
export function picker(
  name: string,
  label: string,
  choices: readonly Choice[],
  chosen: string,
): Html {
  const options = choices.map(({ value, label: text }) => option(value, text, value === chosen));
  return html`<label class="picker"><span>${label}</span><select name="${name}">${options}</select></label>`;
}

const option = (value: string, label: string, isChosen: boolean): Piece =>
  html`<option value="${value}"${isChosen ? html` selected` : null}>${label}</option>`;
