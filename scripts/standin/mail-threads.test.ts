import { describe, expect, it } from 'vitest';
import type { ReceivedMail } from '../peers/smtp-mail.ts';
import { addressees, mailsTo, mailThreads } from './mail-threads.ts';

let count = 0;
function mail(more: Partial<ReceivedMail>): ReceivedMail {
  count += 1;
  return {
    id: count,
    receivedAt: new Date(Date.UTC(2026, 10, 22, 12, 0, count)).toISOString(),
    from: 'requests@example.com',
    to: ['operations@example.com'],
    messageId: `<d${count}.0@example.com>`,
    inReplyTo: null,
    references: [],
    subject: '[UR-26Q4001] User records',
    headers: new Map(),
    text: '',
    html: '',
    raw: '',
    ...more,
  };
}

const anchored = (code: string, more: Partial<ReceivedMail> = {}): ReceivedMail =>
  mail({ references: [`<request.${code}@example.com>`], subject: `[${code}] x`, ...more });

describe('N1: mails in threads', () => {
  it('those of one request stand together, whoever got them and whatever they reply to', () => {
    const first = anchored('A');
    const other = anchored('B');
    const reply = anchored('A', {
      to: ['maya@example.com'],
      subject: 'Re: [A] x',
      inReplyTo: first.messageId,
    });
    const threads = mailThreads([first, other, reply]);
    expect(threads.map(({ subject, mails }) => [subject, mails.map(({ id }) => id)])).toEqual([
      ['[A] x', [first.id, reply.id]],
      ['[B] x', [other.id]],
    ]);
  });

  it('a mail without references begins a thread of its own', () => {
    const threads = mailThreads([mail({}), mail({}), mail({ messageId: '' })]);
    expect(threads).toHaveLength(3);
    expect(new Set(threads.map(({ key }) => key)).size).toBe(3);
  });

  it('the thread that got the newest mail comes first', () => {
    const mails = [anchored('A'), anchored('B'), anchored('A')];
    expect(mailThreads(mails).map(({ subject }) => subject)).toEqual(['[A] x', '[B] x']);
    expect(mailThreads(mails)[0]?.newestAt).toBe(mails[2]?.receivedAt);
  });
});

describe('recipients', () => {
  it('are counted over all mails, and a mail to two counts for both', () => {
    const mails = [
      mail({ to: ['b@example.com', 'a@example.com'] }),
      mail({ to: ['b@example.com'] }),
    ];
    expect(addressees(mails)).toEqual([
      { address: 'a@example.com', mails: 1 },
      { address: 'b@example.com', mails: 2 },
    ]);
    expect(mailsTo(mails, 'a@example.com')).toEqual([mails[0]]);
    expect(mailsTo(mails, null)).toHaveLength(2);
  });
});
