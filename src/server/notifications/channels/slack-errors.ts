import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import type { Outcome, Retry, SlackThread } from './channel.ts';
import { NoAnswer, type ProviderAnswer } from './provider-fetch.ts';

/** What kept a call of Slack's API from succeeding, as far as decisions depend on it. */
export type SlackTrouble =
  /** `ok: false`: Slack did not do it and says why. */
  { readonly kind: 'refused'; readonly error: string; readonly neededScope: string | null } | Retry;

/** @throws what is no provider's doing */
export function slackTrouble(error: unknown): SlackTrouble {
  if (error instanceof WebAPIRateLimitedError) {
    return {
      kind: 'retry',
      error: `Slack asks to wait ${error.retryAfter} s`,
      isUncertain: false,
      waitMs: error.retryAfter * 1_000,
      reach: 'destination',
    };
  }
  if (error instanceof WebAPIHTTPError) return httpTrouble(error.statusCode, error.headers);
  if (error instanceof WebAPIRequestError && error.original instanceof NoAnswer) {
    return unanswered(error.original);
  }
  if (error instanceof WebAPIPlatformError) return platformTrouble(error.data);
  throw error;
}

/** A name of Slack's; everything else came from something in between. */
const ERROR_NAME = /^[a-z0-9_]{1,80}$/;
const SCOPE = /^[\w:.,-]{1,120}$/;

function platformTrouble(data: {
  readonly error: string;
  readonly needed?: unknown;
}): SlackTrouble {
  if (!ERROR_NAME.test(data.error)) return unreadable();
  if (/^rate_?limited$/.test(data.error)) {
    return later('Slack asks to wait', {
      waitMs: UNTOLD_WAIT_S * 1_000,
      reach: 'destination',
    });
  }
  if (PASSING.has(data.error)) {
    return later(`Slack says ${data.error}`, { isUncertain: HALF_DONE.has(data.error) });
  }
  const needed = typeof data.needed === 'string' && SCOPE.test(data.needed) ? data.needed : null;
  return { kind: 'refused', error: data.error, neededScope: needed };
}

/** Slack may have done it: by its own documentation "some aspect of the operation" may have succeeded. */
const HALF_DONE: ReadonlySet<string> = new Set(['internal_error', 'fatal_error']);
const PASSING: ReadonlySet<string> = new Set([
  ...HALF_DONE,
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'external_channel_migrating',
]);

/** Slack tells how long to wait; should it not, this. */
const UNTOLD_WAIT_S = 30;

export function retryAfterSeconds({ headers }: Pick<ProviderAnswer, 'headers'>): number {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : UNTOLD_WAIT_S;
}

/** Something answered that is not Slack as it is documented: nobody knows what it did. */
export function unreadable(): Retry {
  return later('Slack: an answer that cannot be read', { isUncertain: true });
}

export function httpTrouble(status: number, headers: Readonly<Record<string, string>>): Retry {
  const seconds = Number(headers['retry-after']);
  return later(`Slack answered HTTP ${status}`, {
    isUncertain: status >= 500,
    waitMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : null,
    reach: status === 500 ? 'delivery' : 'channel',
  });
}

export function unanswered({ message, mayHaveArrived }: NoAnswer): Retry {
  return later(`Slack: ${message}`, {
    isUncertain: mayHaveArrived,
    reach: mayHaveArrived ? 'delivery' : 'channel',
  });
}

function later(error: string, more: Partial<Retry> = {}): Retry {
  return { kind: 'retry', error, isUncertain: false, waitMs: null, reach: 'delivery', ...more };
}

/** The message itself is at fault: worth a try as plain text. */
export const MESSAGE_FAULTS: ReadonlySet<string> = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_text',
]);

/** The thread's channel is closed to the app; its name may lead to another one by now. */
export const CHANNEL_LOST: ReadonlySet<string> = new Set([
  'channel_not_found',
  'is_archived',
  'not_in_channel',
]);

/** Nothing can be said in that thread any more. */
export const THREAD_LOST: ReadonlySet<string> = new Set([
  'thread_not_found',
  'message_not_found',
  'cannot_reply_to_message',
  'invalid_thread_ts',
  'restricted_action_non_threadable_channel',
  'restricted_action_thread_locked',
]);

export const TOKEN_FAULTS: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'two_factor_setup_required',
  'org_login_required',
]);

const SCOPES =
  'chat:write, reactions:write, channels:history and channels:read (groups:history and groups:read for a private channel)';

/** N2: a refusal that an admin must mend, as a sentence that says how; null for any other. */
export function channelFault(
  { error, neededScope }: { readonly error: string; readonly neededScope: string | null },
  asked: string,
): string | null {
  if (TOKEN_FAULTS.has(error)) {
    return `Slack refuses the bot token (${error}). Set SLACK_BOT_TOKEN to a valid one and restart the platform.`;
  }
  switch (error) {
    case 'missing_scope':
    case 'no_permission':
      return `The Slack app lacks a permission (${neededScope ?? error}). Give it ${SCOPES}, install it again and send a test message.`;
    case 'channel_not_found':
      return `Slack knows no channel ${asked}, or does not show it to the app. Correct the channel in the settings, or invite the app to it.`;
    case 'not_in_channel':
      return `The Slack app is not in the channel ${asked}. Invite it there and send a test message.`;
    case 'is_archived':
      return `The Slack channel ${asked} is archived. Unarchive it, or set another one.`;
    case 'channel_type_not_supported':
      return `Slack does not take messages of apps in ${asked}. Set another channel.`;
  }
  return BARRED.test(error)
    ? `Slack does not let the app post in ${asked} (${error}). Ask an owner of the workspace to allow it, or set another channel.`
    : null;
}

const BARRED =
  /^(restricted_action.*|access_?denied|accesslimited|ekm_access_denied|enterprise_is_restricted|team_access_not_granted|team_not_found|posting_to_general_channel_denied|deprecated_endpoint|method_deprecated)$/;

/** What a refused post means for the delivery. */
export function refusedPost(
  trouble: SlackTrouble & { readonly kind: 'refused' },
  asked: string,
): Outcome<SlackThread> {
  const fault = channelFault(trouble, asked);
  if (fault !== null) return { kind: 'channel_off', error: fault };
  const error = `Slack refuses the message (${trouble.error})`;
  // An error nobody has met yet may pass: a day of trying loses nothing.
  return MESSAGE_FAULTS.has(trouble.error) ? { kind: 'failed', error } : later(error);
}
