import type { Logger } from 'pino';
import type { Look } from '../../../domain/look.ts';
import type { Channel, DeliveryState } from '../../../domain/notifications/deliveries.ts';
import { composeMessage } from '../../../domain/notifications/messages.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/transaction.ts';
import { loadSettingsInForce, type NotificationSettings } from '../../settings/notifications.ts';
import { switchOff } from '../channel-state.ts';
import type { Outcome, Parcel, Retry } from '../channels/channel.ts';
import { muteUrl } from '../preferences/mute-token.ts';
import { type Address, decide } from './decide.ts';
import { moveTelegramChat } from './moved-chat.ts';
import { earlierAttempt, finishedBy, suppressed } from './outcome.ts';
import type { Finished, StartedDelivery } from './queries.ts';
import { messageSource } from './source.ts';
import { type AdminChoices, loadAdminChoices } from './switches-queries.ts';

const CHOICES_KEPT_MS = 250;

export interface Attempted {
  readonly result: Finished;
  /** How far a trouble reaches; null: none, or one that others do not share. */
  readonly reach: 'destination' | 'channel' | null;
  readonly waitMs: number | null;
}

/** One attempt at one delivery: decide, compose, send, and say what became of it. */
export class Attempt {
  readonly #context: Context;
  readonly #channel: Channel;
  readonly #signal: AbortSignal;
  #choices: { readonly at: number; readonly value: Promise<AdminChoices> } | undefined;

  constructor(context: Context, channel: Channel, signal: AbortSignal) {
    this.#context = context;
    this.#channel = channel;
    this.#signal = signal;
  }

  /** Never throws: what goes wrong on our side is tried again like what goes wrong on the other. */
  async run(delivery: StartedDelivery): Promise<Attempted> {
    const attempted = await this.#run(delivery).catch((error: unknown): Attempted => {
      const retry = this.#failedInside(delivery, error, false);
      return { result: this.#finish(delivery, retry), reach: null, waitMs: null };
    });
    this.#tell(delivery, attempted.result.state);
    return attempted;
  }

  /** One line per attempt, under the id of the request to the api that it stems from. */
  #tell(delivery: StartedDelivery, state: DeliveryState): void {
    const { id, event, channel, attempts, request } = delivery;
    const facts = { delivery: id, request: request.code, event, channel, attempts, state };
    this.#logOf(delivery).info(facts, 'delivery attempted');
  }

  #logOf({ traceId }: StartedDelivery): Logger {
    const { log } = this.#context;
    return traceId === null ? log : log.child({ requestId: traceId });
  }

  async #run(delivery: StartedDelivery): Promise<Attempted> {
    const choices = await this.#adminChoices();
    const decision = decide(delivery, {
      settings: choices.settings,
      mode: this.#context.channels.modes[this.#channel],
      isOn: choices.isOn(delivery.event, this.#channel),
    });
    if (decision.kind === 'suppress') {
      return { result: suppressed(delivery, decision.reason), reach: null, waitMs: null };
    }
    const message = composeMessage(
      messageSource(delivery),
      decision.reader,
      this.#context.config.siteUrl,
    );
    const parcel = {
      key: `${delivery.id}.${delivery.resend}`,
      message,
      thread: delivery.thread,
      earlier: earlierAttempt(delivery),
    };
    const outcome = await this.#send(delivery, decision.address, choices.look, parcel).catch(
      (error: unknown) =>
        // A channel that breaks down itself may have handed the message over before (N4).
        this.#failedInside(delivery, error, true),
    );
    if (outcome.kind === 'channel_off') await this.#switchOff(outcome.error, choices.settings);
    if (outcome.kind === 'moved') await moveTelegramChat(this.#context, choices, outcome.chat);
    const trouble = outcome.kind === 'retry' || outcome.kind === 'posted' ? outcome : null;
    return {
      result: { ...this.#finish(delivery, outcome), leftOut: decision.leftOut },
      reach: trouble === null || trouble.reach === 'delivery' ? null : trouble.reach,
      waitMs: trouble?.waitMs ?? null,
    };
  }

  #send(
    delivery: StartedDelivery,
    address: Address,
    look: Look,
    parcel: Omit<Parcel<unknown, object>, 'to'>,
  ): Promise<Outcome<object>> {
    const { channels, config, keyedHash } = this.#context;
    const signal = this.#signal;
    // A lane's thread was written by the same channel: its shape is the channel's own.
    const send = <To, Thread extends object>(
      channel: {
        send(parcel: Parcel<To, Thread>, signal: AbortSignal): Promise<Outcome<Thread>>;
      } | null,
      to: To,
    ): Promise<Outcome<object>> => {
      if (channel === null) throw new Error('the channel is not configured');
      return channel.send({ ...parcel, to, thread: parcel.thread as Thread | null }, signal);
    };
    switch (address.channel) {
      case 'email': {
        const { to, mutableBy } = address;
        const url =
          mutableBy === null ? null : muteUrl(config.siteUrl, keyedHash, mutableBy, delivery.event);
        return send(channels.email, { ...to, muteUrl: url, look });
      }
      case 'slack':
        return send(channels.slack, address.to);
      case 'telegram':
        return send(channels.telegram, address.to);
    }
  }

  #failedInside(delivery: StartedDelivery, error: unknown, isUncertain: boolean): Retry {
    const facts = { err: error, delivery: delivery.id };
    this.#logOf(delivery).error(facts, 'a delivery failed inside');
    return {
      kind: 'retry',
      error: 'The message could not be prepared; the log of the worker says why',
      isUncertain,
      waitMs: null,
      reach: 'delivery',
    };
  }

  #finish(delivery: StartedDelivery, outcome: Outcome<object>): Finished {
    return finishedBy(delivery, outcome, this.#context.now(), Math.random());
  }

  /** A destination that an admin has replaced meanwhile says nothing about the new one. */
  async #switchOff(reason: string, used: NotificationSettings): Promise<void> {
    const { config, db, now, log } = this.#context;
    const channel = this.#channel;
    const isOff = await inTransaction(db, async (tx) => {
      const { slackChannel, telegramChat } = await loadSettingsInForce(tx, config);
      if (slackChannel !== used.slackChannel || telegramChat !== used.telegramChat) return false;
      await switchOff(tx, channel, reason, now());
      return true;
    });
    if (isOff) log.error({ channel, reason }, 'a channel of notifications was switched off');
    else this.#choices = undefined;
  }

  /** One reading serves the deliveries of a moment; a saved setting counts at once for people. */
  #adminChoices(): Promise<AdminChoices> {
    const nowMs = performance.now();
    if (this.#choices === undefined || nowMs - this.#choices.at > CHOICES_KEPT_MS) {
      const value = loadAdminChoices(this.#context);
      value.catch(() => {
        this.#choices = undefined;
      });
      this.#choices = { at: nowMs, value };
    }
    return this.#choices.value;
  }
}
