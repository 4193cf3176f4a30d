import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Channel } from '../../src/domain/notifications/deliveries.ts';

export type Ports = Readonly<Record<Channel, number>>;
/** Channel, code of the request, and when its first byte was there, in epoch milliseconds. */
export type Arrival = readonly [channel: Channel, code: string, atEpochMs: number];

export type Ask =
  | { readonly kind: 'take' }
  | { readonly kind: 'limit'; readonly slackPostsPerSecond: number | null };

/** The providers as the benchmark sees them. */
export interface Peers {
  readonly ports: Ports;
  /** What arrived since last time. */
  take(): Promise<readonly Arrival[]>;
  limitSlack(postsPerSecond: number | null): Promise<void>;
  stop(): void;
}

export async function startPeers(): Promise<Peers> {
  const child = fork(join(import.meta.dirname, 'peers-process.ts'), { serialization: 'advanced' });
  const ports = await answer<Ports>(child);
  const ask = <Answer>(question: Ask): Promise<Answer> => {
    const answered = answer<Answer>(child);
    child.send(question);
    return answered;
  };
  return {
    ports,
    take: () => ask({ kind: 'take' }),
    limitSlack: async (slackPostsPerSecond) => {
      await ask({ kind: 'limit', slackPostsPerSecond });
    },
    stop: () => void child.kill(),
  };
}

async function answer<Answer>(child: ChildProcess): Promise<Answer> {
  const [said] = (await once(child, 'message')) as [Answer];
  return said;
}
