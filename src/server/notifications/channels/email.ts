import addressparser from 'nodemailer/lib/addressparser';
import { isAboutRequest } from '../../../domain/notifications/messages.ts';
import { renderEmail } from '../render/email.ts';
import type { EmailChannel, EmailThread, EmailTo, Outcome, Parcel } from './channel.ts';
import { outcomeOf } from './email-outcome.ts';
import { openMailPool, SendError } from './email-pool.ts';
import { readMailServer } from './email-server.ts';
import { type Mailbox, writeMail } from './email-source.ts';
import { type ThreadHeaders, threadHeaders } from './email-thread.ts';

export interface EmailOptions {
  /** See `readMailServer`. */
  readonly smtpUrl: string;
  /** `Requests <requests@example.com>` */
  readonly from: string;
  readonly siteUrl: string;
  /** How long the server may be silent. */
  readonly timeoutMs?: number;
  readonly connections?: number;
}

/** Mail over SMTP (N1, N2, N4, N5, N7): what `renderEmail` makes of the message, with its headers. */
export function openEmailChannel(options: EmailOptions): EmailChannel {
  const { smtpUrl, siteUrl, timeoutMs = 30_000, connections = 5 } = options;
  const { connection, withoutSecrets } = readMailServer(smtpUrl);
  const pool = openMailPool(connection, timeoutMs, connections);
  const from = senderOf(options.from);
  const host = new URL(siteUrl).hostname;

  function compose({ message, to }: Parcel<EmailTo, EmailThread>, thread: ThreadHeaders): Buffer {
    const { address, name, muteUrl, look } = to;
    // A shared mailbox has no name and nobody who could choose for it.
    const preferencesUrl = name === null ? null : `${siteUrl}/profile`;
    const content = renderEmail(message, { muteUrl, preferencesUrl }, look);
    // Who runs the machine decides what mails are from; an address without a name gets the company's.
    const sender = { ...from, name: from.name || (look.companyName ?? '') };
    return writeMail({ from: sender, to: { name: name ?? '', address }, content, thread, muteUrl });
  }

  async function send(
    parcel: Parcel<EmailTo, EmailThread>,
    signal: AbortSignal,
  ): Promise<Outcome<EmailThread>> {
    const { key, message, to, thread } = parcel;
    if (!ADDRESS.test(to.address)) {
      return { kind: 'failed', error: 'Not an email address that can be written to' };
    }
    const code = isAboutRequest(message.event) ? message.code : null;
    const headers = threadHeaders(key, code, thread, host);
    try {
      await pool.send(from.address, to.address, compose(parcel, headers), signal);
      return { kind: 'sent', providerId: headers.messageId, thread: headers.next };
    } catch (failure) {
      if (failure instanceof SendError) {
        return outcomeOf(failure, from.address, withoutSecrets);
      }
      // Trying again would not help: the same message is composed of the same things.
      return { kind: 'failed', error: `The mail could not be composed: ${String(failure)}` };
    }
  }

  return { send, close: async () => pool.close() };
}

/** One address and nothing that a header or a command could take for more. */
const ADDRESS = /^[^\s<>@,;:"()[\]\\\p{Cc}]+@[^\s<>@,;:"()[\]\\\p{Cc}]+$/u;

function senderOf(text: string): Mailbox {
  const [first] = addressparser(text, { flatten: true });
  return { name: first?.name ?? '', address: first?.address ?? text };
}
