import { OWN_LOOK } from '../../src/domain/look.ts';
import type { Message } from '../../src/domain/notifications/messages.ts';
import type {
  EmailChannel,
  EmailThread,
  EmailTo,
  Outcome,
} from '../../src/server/notifications/channels/channel.ts';
import {
  type EmailOptions,
  openEmailChannel,
} from '../../src/server/notifications/channels/email.ts';
import { type Behaviour, type SmtpPeer, type SmtpPeerOptions, startSmtpPeer } from './peer-smtp.ts';

/** The email channel before a real SMTP server, for tests that run side by side. */

export const MESSAGE: Message = {
  event: 'request_blocked',
  code: 'UR-26Q4001',
  url: 'https://requests.example.com/requests/UR-26Q4001',
  subject: '[UR-26Q4001] User records – Northwind',
  headline: 'Dana Reyes blocked this request',
  title: 'User records – Northwind',
  facts: [{ label: 'Team', value: 'Support' }],
  quote: {
    label: 'Reason',
    text: [{ type: 'p', children: [{ type: 'text', value: 'The spreadsheet is empty' }] }],
    isShortened: false,
  },
  call: 'Open the request',
  at: 'Sun 22 Nov 2026, 14:05 UTC',
  why: 'You get this because you created the request.',
};
const TO: EmailTo = {
  address: 'lena@example.com',
  name: 'Lena Ortiz',
  muteUrl: null,
  look: OWN_LOOK,
};
export const ANCHOR = '<request.UR-26Q4001@requests.example.com>';
const NEVER = new AbortController().signal;

export interface TestContext {
  readonly onTestFinished: (end: () => Promise<void>) => void;
}

export async function startEmail(
  { onTestFinished }: TestContext,
  peerOptions: SmtpPeerOptions = {},
  options: (peer: SmtpPeer) => Partial<EmailOptions> = () => ({}),
): Promise<{ peer: SmtpPeer; channel: EmailChannel }> {
  const peer = await startSmtpPeer(peerOptions);
  const channel = openEmailChannel({
    smtpUrl: peer.url,
    from: 'Requests <requests@example.com>',
    siteUrl: 'https://requests.example.com:8443',
    timeoutMs: 5_000,
    ...options(peer),
  });
  onTestFinished(async () => {
    await channel.close();
    await peer.stop();
  });
  return { peer, channel };
}

/** Every mail is treated like this; resolves when the first one has named its recipient. */
export const reaches = (peer: SmtpPeer, behaviour: Behaviour): Promise<void> =>
  new Promise((resolve) => {
    peer.behaveBy(() => {
      resolve();
      return behaviour;
    });
  });

export interface Sending {
  readonly key?: string;
  readonly message?: Partial<Message>;
  readonly to?: Partial<EmailTo>;
  readonly thread?: EmailThread | null;
  readonly signal?: AbortSignal;
}

export const sendEmail = (
  channel: EmailChannel,
  sending: Sending = {},
): Promise<Outcome<EmailThread>> =>
  channel.send(
    {
      key: sending.key ?? '4711.0',
      message: { ...MESSAGE, ...sending.message },
      to: { ...TO, ...sending.to },
      thread: sending.thread ?? null,
      earlier: null,
    },
    sending.signal ?? NEVER,
  );

export const at = (
  step: 'connection' | 'sender' | 'recipient' | 'message',
  code: number,
): Behaviour => ({
  at: step,
  does: { code, text: 'not today' },
});
