import fc from 'fast-check';
import { instant } from '../../../domain/kernel/calendar.ts';
import { composeMessage, type Message } from '../../../domain/notifications/messages.ts';

/** Messages whose every typed field was written by somebody who means harm (N5). */

const PIECES = [
  ...[
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '"><b',
    "' onload='",
    '&amp;lt;',
  ],
  ...[
    '<!channel>',
    '<!here>',
    '<@U0000001>',
    '<https://evil.example.com|bank>',
    '@here',
    '@everyone',
  ],
  ...[
    '@channelname',
    ' /start',
    '/stop@bot',
    'tg://user?id=1',
    '`',
    '```',
    '*',
    '**',
    '_',
    '~',
    '> ',
  ],
  ...[
    '\r\nBcc: a@example.com',
    '\n',
    '\n\n',
    '- ',
    '1. ',
    '  - ',
    '\u202e',
    '\u2066',
    '\u200b',
    '\0',
  ],
  ...[
    '👩‍👩‍👧',
    '😀',
    '\ud83d',
    '\ude00',
    'é',
    'e\u0301',
    'שלום',
    '&#x202e;',
    '&#13;',
    '\u2028',
    '\ufeff',
  ],
  ...[
    '[bank.example.com](https://evil.example.com)',
    '[x](javascript:alert(1))',
    'www.example.com',
  ],
  ...[
    '[mail](mailto:a@example.com)',
    'http://localhost/x',
    'https://example.com/a_b*c|d',
    'word ',
    ' ',
  ],
];

const hostileText = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 40 })
  .map((pieces) => pieces.join(''));

export const hostileMessage: fc.Arbitrary<Message> = fc
  .record({ name: hostileText, partner: hostileText, text: hostileText, times: fc.nat(2) })
  .map(({ name, partner, text, times }) =>
    hostile({ name, partner, text: text.repeat(10 ** times) }),
  );

export interface HostileFields {
  readonly name?: string;
  readonly partner?: string;
  readonly text?: string;
}

export function hostile({ name = 'Eve', partner = 'Acme', text = 'x' }: HostileFields): Message {
  return composeMessage(
    {
      event: 'request_blocked',
      at: instant('2026-11-22T13:05:00Z'),
      actorName: name,
      people: {
        actorId: 2,
        requesterId: 1,
        operatorId: 2,
        qaAgentId: null,
        blockedBy: null,
        updateRequestedBy: null,
        cancelledBy: null,
      },
      action: 'block',
      from: 'in_progress',
      to: 'blocked',
      text,
      isRedacted: false,
      request: {
        code: 'UR-26Q4001',
        type: 'user_records',
        variant: null,
        partnerName: partner,
        threadTitle: `User records – ${partner}`,
        team: 'support',
        priority: 'high',
        requesterName: name,
        scheduledOn: null,
        scheduledTimezone: null,
        tatStartAt: null,
        operationNotes: null,
      },
    },
    { timezone: 'UTC', userId: null },
    'https://requests.example.com',
  );
}

/** What a typed text still says once invisible marks are gone. */
export function seen(text: string): string {
  return text.replaceAll('\u200b', '');
}
