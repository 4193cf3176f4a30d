import { renderSlack } from '../render/slack.ts';
import type { Outcome, Parcel, SlackChannel, SlackThread, SlackTo } from './channel.ts';
import { NoAnswer, openProviderFetch, type ProviderFetch } from './provider-fetch.ts';
import { httpTrouble, retryAfterSeconds, unanswered } from './slack-errors.ts';

export interface SlackWebhookOptions {
  /** Whoever knows it can post: it is never logged and in no error. */
  readonly webhookUrl: string;
  readonly timeoutMs?: number;
}

type SlackOutcome = Outcome<SlackThread>;

const TIMEOUT_MS = 15_000;

/**
 * Slack by an incoming webhook (N8): messages only. It answers no id, so there are no threads and no
 * reactions, and a post whose answer got lost cannot be looked for: it stays unknown (N4).
 */
export function openSlackWebhook(options: SlackWebhookOptions): SlackChannel {
  const http = openProviderFetch(options.timeoutMs ?? TIMEOUT_MS);
  return {
    send: (parcel, signal) => http.within(signal, () => send(http, options.webhookUrl, parcel)),
    close: async () => http.close(),
  };
}

async function send(
  http: ProviderFetch,
  webhookUrl: string,
  { message, to, earlier }: Parcel<SlackTo, SlackThread>,
): Promise<SlackOutcome> {
  if (earlier !== null) return unknown('its answer was lost');
  const { text, blocks } = renderSlack(message, to.mentions);
  const formatted = await post(http, webhookUrl, { text, blocks });
  const isOwnFault = formatted.kind === 'failed';
  return isOwnFault ? post(http, webhookUrl, { text }) : formatted;
}

async function post(http: ProviderFetch, webhookUrl: string, body: object): Promise<SlackOutcome> {
  try {
    const answer = await http.fetch(webhookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, unfurl_links: false, unfurl_media: false }),
    });
    if (answer.ok) return { kind: 'sent', providerId: 'webhook', thread: null };
    if (answer.status === 429) {
      const seconds = retryAfterSeconds(answer);
      return { ...retryIn(seconds), error: `Slack asks to wait ${seconds} s` };
    }
    if (answer.status >= 500) return unknown(`Slack answered HTTP ${answer.status}`);
    return refused(answer.status, await answer.text());
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return error.mayHaveArrived ? unknown(error.message) : unanswered(error);
  }
}

const retryIn = (seconds: number) =>
  ({ kind: 'retry', isUncertain: false, waitMs: seconds * 1_000, reach: 'destination' }) as const;

/** Slack's words for what an admin must mend. */
const GONE =
  /^(no_service|no_service_id|no_active_hooks|invalid_token|team_disabled|action_prohibited|posting_to_general_channel_denied|channel_not_found|channel_is_archived|user_not_found)$/;
const MESSAGE_FAULT =
  /^(invalid_payload|invalid_blocks.*|no_text|too_many_attachments|msg_.*too_long)$/;

function refused(status: number, body: string): SlackOutcome {
  const reason = body.trim();
  if (MESSAGE_FAULT.test(reason)) {
    return { kind: 'failed', error: `Slack refuses the message (${reason})` };
  }
  if (GONE.test(reason) || [401, 403, 404, 410].includes(status)) {
    const why = GONE.test(reason) ? reason : `HTTP ${status}`;
    return {
      kind: 'channel_off',
      error: `Slack does not take messages from the incoming webhook any more (${why}). Set SLACK_WEBHOOK_URL to a new one and restart the platform.`,
    };
  }
  return httpTrouble(status, {});
}

function unknown(why: string): SlackOutcome {
  const error = `Slack may have taken it (${why}); messages by webhook cannot be looked for.`;
  return { kind: 'unknown', error };
}
