import type { Look } from '../../../domain/look.ts';
import type { Message } from '../../../domain/notifications/messages.ts';
import type { Context } from '../../context.ts';

/**
 * Sends somebody one mail of their own, outside the threads of requests (section 1, D2, N4): every
 * attempt is the same mail with the same Message-ID, sent by a machine (N7).
 * @param key names the mail in its Message-ID and in the log, which hold no address
 * @returns false when this mail can never be sent: trying again would not help
 * @throws Error when it is to be tried again, in words that quote nobody's address
 */
export async function mailPerson(
  { channels, log }: Pick<Context, 'channels' | 'log'>,
  key: string,
  message: Message,
  to: { readonly address: string; readonly name: string; readonly look: Look },
  signal: AbortSignal,
): Promise<boolean> {
  if (channels.email === null) return false;
  const outcome = await channels.email.send(
    { key, message, to: { ...to, muteUrl: null }, thread: null, earlier: null },
    signal,
  );
  switch (outcome.kind) {
    case 'sent':
    case 'posted':
    case 'moved':
      return true;
    case 'failed':
      log.warn({ mail: key, error: outcome.error }, 'a mail was refused');
      return false;
    case 'retry':
    case 'unknown':
    case 'channel_off':
      // Kept with the job, where a quoted address would outlive the erasure of its owner (P7).
      log.warn({ mail: key, error: outcome.error }, 'a mail was not sent');
      throw new Error(`The mail was not sent (${outcome.kind}); the log of the worker says why`);
  }
}
