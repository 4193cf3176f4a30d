import type { EmailChannel } from './channel.ts';
import type { EmailOptions } from './email.ts';
import { readMailServer } from './email-server.ts';

/**
 * The email channel, loaded when it first sends: the mail library is a tenth of the time a process
 * takes to start, and an api hardly ever sends.
 * @throws PlainError at once for an SMTP_URL that says nothing that can be done
 */
export function openEmailLater(options: EmailOptions): EmailChannel {
  readMailServer(options.smtpUrl);
  let opening: Promise<EmailChannel> | undefined;
  const opened = (): Promise<EmailChannel> => {
    opening ??= import('./email.ts').then(({ openEmailChannel }) => openEmailChannel(options));
    return opening;
  };
  return {
    send: async (parcel, signal) => (await opened()).send(parcel, signal),
    close: async () => (await opening)?.close(),
  };
}
