import type { Channel as ChannelName } from '../../../domain/notifications/deliveries.ts';
import type { Outcome, Parcel } from '../channels/channel.ts';
import type { Channels } from '../channels/open.ts';

/** Channels that deliver into a list and answer as a test tells them to. */
export interface FakeChannels {
  readonly channels: Channels;
  /** Everything that was handed to a provider, in order. */
  readonly sent: readonly Handed[];
  /** Answers instead of `sent`, asked for every parcel; undefined: sent. */
  answer: (handed: Handed) => Promise<Outcome<object>> | Outcome<object> | undefined;
  /** `email user:3` and the like, of one request. */
  heard(code: string, channel?: ChannelName): readonly string[];
}

export interface Handed {
  readonly channel: ChannelName;
  /** Address, channel or chat. */
  readonly to: string;
  readonly parcel: Parcel<object, object>;
}

export function fakeChannels(): FakeChannels {
  const sent: Handed[] = [];
  const fake: FakeChannels = {
    sent,
    answer: () => undefined,
    heard: (code, channel) =>
      sent
        .filter((one) => one.parcel.message.code === code)
        .filter((one) => channel === undefined || one.channel === channel)
        .map((one) => `${one.channel} ${one.to} ${one.parcel.message.event}`),
    channels: {
      email: { send: (parcel) => hand('email', parcel.to.address, parcel), close },
      slack: { send: (parcel) => hand('slack', parcel.to.channel, parcel), close },
      telegram: { send: (parcel) => hand('telegram', parcel.to.chat, parcel), close },
      modes: { email: 'smtp', slack: 'bot', telegram: 'bot' },
      close,
    },
  };
  const hand = async <To extends object, Thread extends object>(
    channel: ChannelName,
    to: string,
    parcel: Parcel<To, Thread>,
  ): Promise<Outcome<Thread>> => {
    const handed: Handed = { channel, to, parcel };
    sent.push(handed);
    const outcome = (await fake.answer(handed)) ?? {
      kind: 'sent',
      providerId: `provider-${parcel.key}`,
      thread: { root: (parcel.thread as { root?: string } | null)?.root ?? parcel.key },
    };
    return outcome as Outcome<Thread>;
  };
  return fake;
}

const close = async (): Promise<void> => undefined;

/** A trouble that ends by itself, nobody having got anything. */
export const retry = (more: object = {}): Outcome<object> => ({
  kind: 'retry',
  error: '451 try later',
  isUncertain: false,
  waitMs: null,
  reach: 'delivery',
  ...more,
});
