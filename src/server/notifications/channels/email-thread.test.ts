import { expect, test } from 'vitest';
import type { EmailThread } from './channel.ts';
import { threadHeaders } from './email-thread.ts';

const HOST = 'requests.example.com';
const CODE = 'UR-26Q4001';
const ANCHOR = `<request.UR-26Q4001@${HOST}>`;

/** What `count` mails one after the other leave behind. */
function threadOf(count: number, host = HOST): EmailThread | null {
  let thread: EmailThread | null = null;
  for (let id = 1; id <= count; id += 1) {
    thread = threadHeaders(`${id}.0`, CODE, thread, host).next;
  }
  return thread;
}

test("N1: a recipient's first mail has the anchor alone, and is no reply", () => {
  expect(threadHeaders('4711.0', CODE, null, HOST)).toEqual({
    messageId: `<d4711.0@${HOST}>`,
    inReplyTo: null,
    references: [ANCHOR],
    isReply: false,
    next: { messageIds: [`<d4711.0@${HOST}>`] },
  });
});

test('N1: a later mail answers the one before, with the anchor first', () => {
  expect(threadHeaders('3.0', CODE, threadOf(2), HOST)).toEqual({
    messageId: `<d3.0@${HOST}>`,
    inReplyTo: `<d2.0@${HOST}>`,
    references: [ANCHOR, `<d1.0@${HOST}>`, `<d2.0@${HOST}>`],
    isReply: true,
    next: { messageIds: [`<d1.0@${HOST}>`, `<d2.0@${HOST}>`, `<d3.0@${HOST}>`] },
  });
});

test('N1: the chain of 40 mails keeps the first and the last few', () => {
  const { messageIds } = threadOf(40) ?? { messageIds: [] };
  expect(messageIds).toEqual(
    [1, 32, 33, 34, 35, 36, 37, 38, 39, 40].map((id) => `<d${id}.0@${HOST}>`),
  );
});

test('N1: References stay below 4 kB under the longest host name there is', () => {
  const host = Array.from({ length: 4 }, () => 'a'.repeat(63)).join('.');
  const headers = threadHeaders(
    `${'9'.repeat(120)}.0`,
    CODE,
    {
      messageIds:
        threadOf(40, host)?.messageIds.map((id) => id.replace('<d', `<d${'1'.repeat(200)}`)) ?? [],
    },
    host,
  );
  expect(headers.references.join(' ').length).toBeLessThan(4_000);
  expect(headers.references[0]).toBe(`<request.UR-26Q4001@${host}>`);
  expect(headers.references.at(-1)).toBe(headers.inReplyTo);
});

test('N4: an attempt that is made again has the same Message-ID and does not answer itself', () => {
  const first = threadHeaders('7.0', CODE, threadOf(1), HOST);
  const again = threadHeaders('7.0', CODE, first.next, HOST);
  expect(again.messageId).toBe(first.messageId);
  expect(again.inReplyTo).toBe(`<d1.0@${HOST}>`);
  expect(again.next).toEqual(first.next);
});

test('N5: neither code nor key can end a header or an id', () => {
  const { messageId, references } = threadHeaders(
    '1>\r\nBcc: a@example.com',
    'UR>\r\nX: y',
    null,
    HOST,
  );
  expect([messageId, ...references].join('')).not.toMatch(/[\s:]|>[^<]/);
});

test('a message about no request has no anchor', () => {
  expect(threadHeaders('test.0', null, null, HOST).references).toEqual([]);
});
