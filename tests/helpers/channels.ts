import type { Channel, Outcome, Parcel } from '../../src/server/notifications/channels/channel.ts';
import type { Channels } from '../../src/server/notifications/channels/open.ts';

/** Channels that send nothing: each keeps what it was given and answers as the test says. */
export interface FakeChannels {
  readonly channels: Channels;
  readonly given: {
    readonly channel: 'email' | 'slack' | 'telegram';
    readonly to: unknown;
    readonly parcel: Parcel<unknown, unknown>;
  }[];
  /** From now on. */
  answer(outcome: Outcome<never>): void;
}

export function fakeChannels(modes: Partial<Channels['modes']> = {}): FakeChannels {
  const given: FakeChannels['given'] = [];
  let outcome: Outcome<never> = { kind: 'sent', providerId: 'fake', thread: null };
  const fake = <To, Thread>(channel: FakeChannels['given'][number]['channel']) =>
    ({
      send: async (parcel: Parcel<To, Thread>) => {
        given.push({ channel, to: parcel.to, parcel });
        return outcome;
      },
      close: async () => undefined,
    }) satisfies Channel<To, Thread>;
  const all = { email: 'smtp', slack: 'bot', telegram: 'bot', ...modes } as const;
  return {
    given,
    answer: (next) => {
      outcome = next;
    },
    channels: {
      email: all.email === null ? null : fake('email'),
      slack: all.slack === null ? null : fake('slack'),
      telegram: all.telegram === null ? null : fake('telegram'),
      modes: all,
      close: async () => undefined,
    },
  };
}
