import type { Message } from '../../../domain/notifications/messages.ts';

/** A message for tests of channels; what it says is the renderers' business. */
export function exampleMessage(code = 'PR-26Q4001'): Message {
  return {
    event: 'request_blocked',
    code,
    url: `https://requests.example.com/requests/${code}`,
    subject: `[${code}] Property records – Northwind`,
    headline: 'Dana Reyes blocked this request',
    title: 'Property records – Address – Northwind',
    facts: [{ label: 'Team', value: 'Revenue' }],
    quote: {
      label: 'Reason',
      text: [{ type: 'p', children: [{ type: 'text', value: 'The deed is missing' }] }],
      isShortened: false,
    },
    call: 'Open the request',
    at: 'Sun 22 Nov 2026, 14:05 UTC',
    why: 'You asked for it.',
  };
}

export const never = new AbortController().signal;
