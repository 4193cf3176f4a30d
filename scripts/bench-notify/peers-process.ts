import type { Channel } from '../../src/domain/notifications/deliveries.ts';
import type { Arrival, Ask, Ports } from './peers.ts';
import { listen, serveHttp, serveSmtp, slackReplies, telegramReplies } from './sinks.ts';

/** The providers, in a process of their own. */
let arrivals: Arrival[] = [];
let slackPostsPerSecond: number | null = null;
let budget = { left: 0, atMs: 0 };

const onArrival = (channel: Channel, code: string, at: number): void => {
  arrivals.push([channel, code, at]);
};

/** Slack's limit: so many posts a second in one channel, after a burst of as many. */
function mayPost(): boolean {
  if (slackPostsPerSecond === null) return true;
  const nowMs = performance.now();
  const filled = budget.left + ((nowMs - budget.atMs) / 1_000) * slackPostsPerSecond;
  const left = Math.min(slackPostsPerSecond, filled);
  budget = { left: left >= 1 ? left - 1 : left, atMs: nowMs };
  return left >= 1;
}

const answerSlack = slackReplies(onArrival, mayPost);
const answerTelegram = telegramReplies(onArrival);
const ports: Ports = {
  email: await listen((socket) => serveSmtp(socket, onArrival)),
  slack: await listen((socket) => serveHttp(socket, answerSlack)),
  telegram: await listen((socket) => serveHttp(socket, answerTelegram)),
};

process.on('message', (ask: Ask) => {
  switch (ask.kind) {
    case 'take': {
      const taken = arrivals;
      arrivals = [];
      return process.send?.(taken);
    }
    case 'limit':
      slackPostsPerSecond = ask.slackPostsPerSecond;
      return process.send?.(true);
  }
});
process.send?.(ports);
