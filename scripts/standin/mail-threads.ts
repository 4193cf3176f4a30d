import type { ReceivedMail } from '../peers/smtp-mail.ts';

/** Mails grouped as a mail program would: by the first of their references, else by themselves. */
export interface MailThread {
  /** The anchor: the same for every mail of a request (N1). */
  readonly key: string;
  readonly subject: string;
  /** Oldest first. */
  readonly mails: readonly ReceivedMail[];
  readonly newestAt: string;
}

export interface AddressCount {
  readonly address: string;
  readonly mails: number;
}

/** Newest thread first. */
export function mailThreads(mails: readonly ReceivedMail[]): readonly MailThread[] {
  const groups = new Map<string, [ReceivedMail, ...ReceivedMail[]]>();
  for (const mail of mails) {
    const key = threadKey(mail);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [mail]);
    else group.push(mail);
  }
  return [...groups]
    .map(([key, group]) => ({
      key,
      subject: withoutRe(group[0].subject),
      mails: group,
      newest: group.at(-1) ?? group[0],
    }))
    .sort((a, b) => b.newest.id - a.newest.id)
    .map(({ newest, ...thread }) => ({ ...thread, newestAt: newest.receivedAt }));
}

export function mailsTo(
  mails: readonly ReceivedMail[],
  address: string | null,
): readonly ReceivedMail[] {
  return address === null ? mails : mails.filter(({ to }) => to.includes(address));
}

/** Who got mail, by name. */
export function addressees(mails: readonly ReceivedMail[]): readonly AddressCount[] {
  const counts = new Map<string, number>();
  for (const address of mails.flatMap(({ to }) => to)) {
    counts.set(address, (counts.get(address) ?? 0) + 1);
  }
  return [...counts]
    .map(([address, count]) => ({ address, mails: count }))
    .sort((a, b) => a.address.localeCompare(b.address));
}

function threadKey({ references, inReplyTo, messageId, id }: ReceivedMail): string {
  return references[0] ?? inReplyTo ?? (messageId === '' ? `mail ${id}` : messageId);
}

function withoutRe(subject: string): string {
  return subject.replace(/^(?:re:\s*)+/i, '') || '(no subject)';
}
