import type { SentMessage } from '../peers/telegram.ts';
import { SETTINGS } from './company.ts';
import { type Findings, inOrder } from './findings.ts';
import type { FinalDelivery } from './queries.ts';

/**
 * N1, N3, N4 by what Telegram got. What is `sent` is there once; what is `unknown` is there once or
 * not at all, in its place; everything replies to the lane's first message that is known.
 * @returns besides, how many are unknown, and how many of those arrived
 */
export function checkTelegram(
  lanes: readonly (readonly FinalDelivery[])[],
  messages: readonly SentMessage[],
): Findings & { readonly unknown: number; readonly arrived: number } {
  const violations: string[] = [];
  let unknown = 0;
  let sent = 0;
  const byLane = Map.groupBy(messages, ({ chat, text }) => `${chat} ${text.split(' ')[0]}`);
  for (const lane of lanes) {
    const [first] = lane;
    if (first === undefined) continue;
    const say = (what: string) =>
      violations.push(`Telegram to ${first.recipient} of ${first.code}: ${what}`);
    const chat = first.telegramUserId?.toString() ?? SETTINGS.telegramChat;
    const name = `${chat} ${first.code}`;
    const got = byLane.get(name) ?? [];
    byLane.delete(name);
    unknown += lane.filter(({ state }) => state === 'unknown').length;
    sent += lane.filter(({ state }) => state === 'sent').length;
    for (const { id, state, lastError } of lane) {
      if (state !== 'sent' && state !== 'unknown') say(`${id} is ${state} (${lastError})`);
    }
    checkPlaces(lane, got, say);
    checkReplies(lane, got, say);
  }
  for (const [name, { length }] of byLane) {
    violations.push(`Telegram: ${length} of nobody's: ${name}`);
  }
  return { violations, unknown, arrived: messages.length - sent };
}

const idOf = ({ chat, messageId }: SentMessage): string => `${chat}:${messageId}`;

/** Each message belongs to one delivery: to the one that knows it, or to an unknown one in between. */
function checkPlaces(
  lane: readonly FinalDelivery[],
  got: readonly SentMessage[],
  say: (what: string) => void,
): void {
  const places = new Map(got.map((message, place) => [idOf(message), place]));
  const sent = lane.filter(({ state }) => state === 'sent');
  const known = sent.map(({ providerId }) => places.get(providerId ?? '') ?? -1);
  sent.forEach((delivery, index) => {
    if (known[index] === -1) say(`${delivery.id} never arrived`);
  });
  if (!inOrder(known)) say('out of order');

  let next = 0;
  for (const delivery of lane) {
    const message = got[next];
    const isThere = message !== undefined && tells(message, delivery);
    if (delivery.state === 'sent') {
      if (!isThere || idOf(message) !== delivery.providerId) {
        say(`${delivery.id} is not where it belongs, or something came twice`);
        return;
      }
      next += 1;
    } else if (isThere && !sent.some(({ providerId }) => providerId === idOf(message))) {
      next += 1;
    }
  }
  if (next < got.length) say(`${got.length - next} more than there should be`);
}

/** By what somebody typed, where somebody typed something. */
function tells({ text }: SentMessage, delivery: FinalDelivery): boolean {
  const marker = /Marker-\d+-/.exec(delivery.text ?? '')?.[0];
  return marker === undefined ? !text.includes('Marker-') : text.includes(marker);
}

function checkReplies(
  lane: readonly FinalDelivery[],
  got: readonly SentMessage[],
  say: (what: string) => void,
): void {
  const firstKnown = lane.find(({ state }) => state === 'sent')?.providerId;
  const root = got.findIndex((message) => idOf(message) === firstKnown);
  got.forEach(({ replyTo, messageId }, place) => {
    const expected = root >= 0 && place > root ? (got[root]?.messageId ?? null) : null;
    if (replyTo !== expected) say(`${messageId} replies to ${replyTo}, not to ${expected}`);
  });
}
