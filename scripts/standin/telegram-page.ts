import type { MessageEntity } from 'grammy/types';
import type { SentMessage } from '../peers/telegram.ts';
import { type Html, html } from './html.ts';
import { count, empty, time, withQuery } from './page.ts';
import { telegramText } from './telegram-text.ts';

/** `/telegram`: chats on the left, what the bot wrote there on the right, newest on top. */

export type PeopleById = ReadonlyMap<number, string>;

const MESSAGES_SHOWN = 100;

export function telegramPage(
  messages: readonly SentMessage[],
  people: PeopleById,
  chosen: string | null,
): Html {
  const chats = chatsOf(messages);
  const chat = chosen ?? chats[0]?.chat ?? null;
  return html`<div class="panes${chosen === null ? null : ' opened'}">
<section class="side" aria-labelledby="chats-title">
<h1 id="chats-title">Telegram</h1>
<ul class="threads" data-live="chats">${
    chats.length === 0
      ? html`<li id="none" class="hint">No message yet. The bot writes to the chat of the settings, and to people who have linked their account.</li>`
      : chats.map(({ chat: id, messages: number, newestAt }) => {
          const isOpen = id === chat;
          return html`<li id="chat-${id}" data-rev="${number}${isOpen ? ' open' : null}">
<a class="entry" href="${withQuery('/telegram', { chat: id })}"${isOpen ? html` aria-current="true"` : null}>
<span class="subject">${chatName(id, people)}</span>
<span class="meta"><span>${count(number, 'message')}</span>${time(newestAt)}</span>
</a></li>`;
        })
  }</ul>
</section>
${chat === null ? html`<section class="wide">${empty('No chat yet', 'What the bot writes appears here.')}</section>` : chatView(chat, messages, people)}
</div>`;
}

function chatsOf(messages: readonly SentMessage[]) {
  const chats = new Map<string, { chat: string; messages: number; newestAt: number }>();
  for (const { chat, at } of messages) {
    const messagesSoFar = chats.get(chat)?.messages ?? 0;
    chats.set(chat, { chat, messages: messagesSoFar + 1, newestAt: at });
  }
  return [...chats.values()].sort((a, b) => b.newestAt - a.newestAt);
}

function chatView(chat: string, messages: readonly SentMessage[], people: PeopleById): Html {
  const inChat = messages.filter((message) => message.chat === chat);
  const shown = inChat.slice(-MESSAGES_SHOWN).reverse();
  return html`<section class="wide" aria-labelledby="chat-title">
<a class="back" href="/telegram">All chats</a>
<h2 id="chat-title">${chatName(chat, people)}</h2>
<p class="hint">${Number(chat) > 0 ? 'Direct messages' : 'Group'} · ${chat}${shown.length < inChat.length ? ` · the newest ${shown.length} of ${inChat.length}` : null}</p>
<div class="bubbles" data-live="bubbles" data-key="${chat}">${
    shown.length === 0
      ? html`<p id="nothing" class="hint">Nothing was written here yet.</p>`
      : shown.map((message) => bubble(message, inChat))
  }</div>
</section>`;
}

function bubble(message: SentMessage, inChat: readonly SentMessage[]): Html {
  const { chat, messageId, replyTo, topic, text, entities, at } = message;
  const first = inChat.find((other) => other.messageId === replyTo);
  return html`<article class="bubble" id="telegram-${chat}-${messageId}">
${first === undefined ? null : html`<a class="replied" href="#telegram-${chat}-${first.messageId}">${first.text.split('\n', 1)[0] ?? ''}</a>`}
<div class="text">${telegramText(text, entities as readonly MessageEntity[])}</div>
<p class="meta">${topic === null ? null : html`<span>Topic ${topic}</span>`}${time(at)}</p>
</article>`;
}

function chatName(chat: string, people: PeopleById): string {
  const id = Number(chat);
  if (id > 0) return people.get(id) ?? `Telegram user ${chat}`;
  return 'The default chat';
}
