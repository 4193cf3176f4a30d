import { simpleParser } from 'mailparser';

/** A mail as a mailbox would show it. */
export interface ReceivedMail {
  /** Counts up from 1. */
  readonly id: number;
  readonly receivedAt: string;
  /** Of the envelope, not of the headers. */
  readonly from: string;
  readonly to: readonly string[];
  /** Like the ids in `inReplyTo` and `references`: with angle brackets. */
  readonly messageId: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly subject: string;
  /** Names in lower case; values unfolded, still encoded; a repeated header has its first value. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  readonly html: string;
  readonly raw: string;
}

export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
}

const idsIn = (value: string | undefined): string[] => value?.match(/<[^<>\s]+>/g) ?? [];

export async function readMail(
  id: number,
  receivedAt: string,
  { from, to }: Envelope,
  source: Buffer,
): Promise<ReceivedMail> {
  const parsed = await simpleParser(source, {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
  });
  const headers = new Map<string, string>();
  for (const { key, line } of parsed.headerLines) {
    if (headers.has(key)) continue;
    headers.set(
      key,
      line
        .slice(line.indexOf(':') + 1)
        .replace(/\r?\n(?=[ \t])/g, '')
        .trim(),
    );
  }
  return {
    id,
    receivedAt,
    from,
    to,
    messageId: idsIn(headers.get('message-id'))[0] ?? '',
    inReplyTo: idsIn(headers.get('in-reply-to'))[0] ?? null,
    references: idsIn(headers.get('references')),
    subject: parsed.subject ?? '',
    headers,
    text: parsed.text ?? '',
    html: typeof parsed.html === 'string' ? parsed.html : '',
    raw: source.toString('utf8'),
  };
}
