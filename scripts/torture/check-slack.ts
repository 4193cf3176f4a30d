import type { PostedMessage } from '../peers/slack.ts';
import { type Findings, inOrder } from './findings.ts';
import type { FinalDelivery } from './queries.ts';

/**
 * N1, N3, N4 by what Slack got: every delivery is there exactly once, in order, in one thread for
 * each request, whose first message carries the reactions of them all.
 */
export function checkSlack(
  lanes: readonly (readonly FinalDelivery[])[],
  messages: readonly PostedMessage[],
): Findings {
  const violations: string[] = [];
  const byKey = Map.groupBy(messages, ({ metadata }) => keyOf(metadata));
  for (const lane of lanes) {
    const posted: PostedMessage[] = [];
    for (const delivery of lane) {
      const say = (what: string) =>
        violations.push(`Slack ${delivery.id} of ${delivery.code}: ${what}`);
      const key = `${delivery.id}.${delivery.resend}`;
      const got = byKey.get(key) ?? [];
      byKey.delete(key);
      if (delivery.state !== 'sent') say(`is ${delivery.state} (${delivery.lastError})`);
      if (got.length !== 1) say(`is there ${got.length} times after ${delivery.attempts} attempts`);
      const [message] = got;
      if (message === undefined) continue;
      posted.push(message);
      if (delivery.providerId !== `${message.channel}:${message.ts}`) say('has another id');
      if (!message.text.includes(delivery.code)) say('tells of another request');
    }
    const [root, ...replies] = posted;
    if (root === undefined) continue;
    const of = `Slack's thread of ${lane[0]?.code}`;
    if (root.threadTs !== null) violations.push(`${of}: begins with a reply`);
    if (replies.some(({ threadTs }) => threadTs !== root.ts)) violations.push(`${of}: torn apart`);
    if (!inOrder(posted.map((message) => messages.indexOf(message)))) {
      violations.push(`${of}: out of order`);
    }
    const missing = lane.filter(
      ({ reaction }) => reaction !== null && !root.reactions.includes(reaction),
    );
    if (missing.length > 0) {
      violations.push(`${of}: lacks ${missing.map(({ reaction }) => reaction).join(', ')}`);
    }
  }
  for (const [key, { length }] of byKey) violations.push(`Slack: ${length} of nobody's: ${key}`);
  return { violations };
}

function keyOf(metadata: unknown): string {
  const { event_payload: payload } = metadata as { event_payload?: { key?: string } };
  return payload?.key ?? 'no key';
}
