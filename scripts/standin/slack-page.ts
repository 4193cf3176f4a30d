import type { PostedMessage } from '../peers/slack.ts';
import { type Html, html } from './html.ts';
import { count, empty, time, withQuery } from './page.ts';
import { slackBody } from './slack-blocks.ts';
import { emoji, type Names } from './slack-text.ts';

/** `/slack`: the channel with its threads, newest on top. */

const THREADS_SHOWN = 60;

interface SlackThread {
  readonly ts: string;
  readonly channel: string;
  /** Null when it was posted before the inbox was started. */
  readonly root: PostedMessage | null;
  readonly replies: readonly PostedMessage[];
}

export function slackPage(
  messages: readonly PostedMessage[],
  names: Names,
  chosen: string | null,
): Html {
  const channels = [...new Set(messages.map(({ channel }) => channel))].sort();
  const threads = threadsOf(
    messages.filter(({ channel }) => chosen === null || channel === chosen),
  );
  return html`<div class="column">
<h1>Slack</h1>
${channels.length > 1 ? channelLinks(channels, chosen) : null}
<div class="threads-of-chat" data-live="slack">${
    threads.length === 0
      ? html`<div id="none">${empty('No message yet', 'What the platform posts to its channel appears here, with threads, mentions and reactions.')}</div>`
      : threads.slice(0, THREADS_SHOWN).map((thread) => threadView(thread, names))
  }${
    threads.length > THREADS_SHOWN
      ? html`<p id="more" class="hint">The newest ${THREADS_SHOWN} of ${threads.length} threads.</p>`
      : null
  }</div>
</div>`;
}

/** The thread that was last written in comes first. */
function threadsOf(messages: readonly PostedMessage[]): readonly SlackThread[] {
  const found = new Map<string, { root: PostedMessage | null; all: PostedMessage[] }>();
  for (const message of messages) {
    const key = `${message.channel} ${message.threadTs ?? message.ts}`;
    const thread = found.get(key) ?? { root: null, all: [] };
    if (message.threadTs === null) thread.root = message;
    thread.all.push(message);
    // Last in the map is last written.
    found.delete(key);
    found.set(key, thread);
  }
  return [...found].reverse().map(([key, { root, all }]) => {
    const [channel = '', ts = ''] = key.split(' ');
    return { ts, channel, root, replies: all.filter((message) => message !== root) };
  });
}

function channelLinks(channels: readonly string[], chosen: string | null): Html {
  const link = (channel: string | null) =>
    html`<a href="${withQuery('/slack', { channel })}"${channel === chosen ? html` aria-current="true"` : null}>${channel ?? 'All channels'}</a>`;
  return html`<nav class="links" aria-label="Slack channels">${[null, ...channels].map(link)}</nav>`;
}

function threadView({ ts, channel, root, replies }: SlackThread, names: Names): Html {
  const revision = `${replies.length} ${root?.reactions.join(' ') ?? ''}`;
  return html`<article class="thread" id="slack-${channel}-${ts}" data-rev="${revision}">
${
  root === null
    ? html`<p class="hint">The first message of this thread was posted before the inbox was started.</p>`
    : messageView(root, names)
}
${
  replies.length === 0
    ? null
    : html`<details class="replies" id="replies-${channel}-${ts}" open><summary class="replies-count">${count(replies.length, 'reply', 'replies')}</summary>${replies.map((reply) => messageView(reply, names))}</details>`
}
</article>`;
}

function messageView(message: PostedMessage, names: Names): Html {
  const { at, channel, via, reactions } = message;
  return html`<div class="said">
<p class="by"><b>Requests</b> <span class="tag">${via === 'bot' ? 'bot' : 'webhook'}</span> <span class="where">${channel}</span> ${time(at)}</p>
<div class="text">${slackBody(message, names)}</div>
${reactions.length === 0 ? null : html`<p class="reactions">${reactions.map(reactionChip)}</p>`}
</div>`;
}

const reactionChip = (name: string): Html =>
  html`<span class="chip">${emoji(name)} <small>${name}</small></span>`;
