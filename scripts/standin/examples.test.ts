import { describe, expect, test } from 'vitest';
import { OWN_LOOK } from '../../src/domain/look.ts';
import { OUTBOX_EVENTS, type OutboxEvent } from '../../src/domain/notifications/events.ts';
import { composeMessage, type Reader } from '../../src/domain/notifications/messages.ts';
import { REQUEST_TYPE_KEYS, type RequestTypeKey } from '../../src/domain/requests/define.ts';
import { REQUEST_TYPES } from '../../src/domain/requests/types/index.ts';
import { renderEmail } from '../../src/server/notifications/render/email.ts';
import { renderSlack } from '../../src/server/notifications/render/slack.ts';
import { renderTelegram } from '../../src/server/notifications/render/telegram.ts';
import { EXAMPLE_PEOPLE, exampleSource } from './examples.ts';

const SITE = 'https://requests.example.com';
const ALL = OUTBOX_EVENTS.flatMap((event) =>
  REQUEST_TYPE_KEYS.map((type) => [event, type] as const),
);
const READERS: readonly Reader[] = [
  { timezone: 'UTC', userId: null },
  ...Object.values(EXAMPLE_PEOPLE).map(({ id }) => ({ timezone: 'Europe/Berlin', userId: id })),
];

const mailTo = (event: OutboxEvent, type: RequestTypeKey, userId: number | null) =>
  renderEmail(
    composeMessage(exampleSource(event, type), { timezone: 'America/New_York', userId }, SITE),
    { muteUrl: null, preferencesUrl: null },
    OWN_LOOK,
  ).text;

describe('section 8: every event of every type on every channel', () => {
  test.each(ALL)('%s of %s says everything and nothing that is missing', (event, type) => {
    const source = exampleSource(event, type);
    for (const reader of READERS) {
      const message = composeMessage(source, reader, SITE);
      const links = { muteUrl: `${SITE}/mute`, preferencesUrl: `${SITE}/me` };
      const mail = renderEmail(message, links, OWN_LOOK);
      const slack = renderSlack(message, ['U04MAYAOK1']);
      const telegram = renderTelegram(message);
      for (const text of [mail.text, mail.html, slack.text, JSON.stringify(slack), telegram.text]) {
        expect(text).not.toMatch(/undefined|null|NaN|\[object/);
        expect(text).toContain(source.request.code);
        if (reader.userId !== source.people.actorId && source.actorName !== null) {
          if (event !== 'request_pending_approval') expect(text).toContain(source.actorName);
        }
      }
      expect(mail.subject).toBe(`[${source.request.code}] ${source.request.threadTitle}`);
    }
  });

  test('the codes are those of their types, and the variants those that the types know', () => {
    for (const { key, prefix, variantField } of REQUEST_TYPES) {
      const { request } = exampleSource('request_blocked', key);
      expect(request.code).toMatch(new RegExp(`^${prefix}-26Q4\\d{3}$`));
      expect(request.variant === null).toBe(variantField === null);
    }
  });
});

describe('how a few of them read', () => {
  test('a new request, to the operations mailbox', () => {
    expect(mailTo('new_request_created', 'user_records', null)).toMatchInlineSnapshot(`
      "Dana Reyes submitted a new request
      UR-26Q4018 – User records – Acme Homes

      Team: Support
      Priority: High

      Open the request:
      https://requests.example.com/requests/UR-26Q4018

      —
      Fri 20 Nov 2026, 10:42 America/New_York
      An admin chose this address for notifications.
      "
    `);
  });

  test('approval, to leadership', () => {
    const { id } = EXAMPLE_PEOPLE.leader;
    expect(mailTo('request_pending_approval', 'deactivation_toggle', id)).toMatchInlineSnapshot(`
      "Samuel Okafor asked for approval of this request
      DT-26Q4011 – Deactivation and toggle – Toggle off invites – Juniper Row
      Apartments

      Team: Support
      Requested by: Dana Reyes
      Scheduled for: Tue 24 Nov 2026 (America/New_York)

      Approve or decline:
      https://requests.example.com/requests/DT-26Q4011

      —
      Sun 22 Nov 2026, 08:05 America/New_York
      You get this because you approve requests.
      "
    `);
  });

  test('a block, to the requester', () => {
    const { id } = EXAMPLE_PEOPLE.requester;
    expect(mailTo('request_blocked', 'property_records', id)).toMatchInlineSnapshot(`
      "Tomasz Wójcik blocked your request
      PR-26Q4042 – Property records – Address – Northwind Living

      What stands in the way:
      > Two things are missing before I can go on:
      > - the list names Oak Court twice, with different addresses
      > - the column unit_id is empty from row 40 on
      >
      > The sheet I mean: https://files.example.com/northwind/units.xlsx

      Team: Revenue
      Priority: High

      Resolve the block:
      https://requests.example.com/requests/PR-26Q4042

      —
      Sun 22 Nov 2026, 08:05 America/New_York
      You get this because this is your request.
      "
    `);
  });

  test('a scheduled request that became active, to the operations mailbox', () => {
    expect(mailTo('scheduled_request_activated', 'unit_transfer', null)).toMatchInlineSnapshot(`
      "This request became active
      UT-26Q4007 – Unit transfer – Partner to partner – Birch & Sons
      Management

      Team: Revenue
      Requested by: Dana Reyes
      Scheduled for: Tue 24 Nov 2026 (America/New_York)

      Open the request:
      https://requests.example.com/requests/UT-26Q4007

      —
      Sun 22 Nov 2026, 08:05 America/New_York
      An admin chose this address for notifications.
      "
    `);
  });

  test('completion, to the operator', () => {
    const { id } = EXAMPLE_PEOPLE.operator;
    expect(mailTo('request_completed', 'xml_files', id)).toMatchInlineSnapshot(`
      "Priya Nair completed this request
      XF-26Q4003 – Generating XML files – New Jersey (NJ)

      Operating notes:
      > Both files validate against the schema of this quarter.

      Team: Compliance
      Requested by: Dana Reyes
      Turn-around time: 1 d, 21 h

      Open the request:
      https://requests.example.com/requests/XF-26Q4003

      —
      Sun 22 Nov 2026, 08:05 America/New_York
      You get this because you are its operator.
      "
    `);
  });

  test('a declined request, to its requester', () => {
    const { id } = EXAMPLE_PEOPLE.requester;
    expect(mailTo('request_cancelled', 'stripe_disputes', id)).toMatchInlineSnapshot(`
      "Lena Ortiz declined your request
      SD-26Q4009 – Stripe disputes

      Reason:
      > The partner renewed yesterday, so this must not happen any more.
      > Please talk to their PSM first.

      Team: Accounting

      Open the request:
      https://requests.example.com/requests/SD-26Q4009

      —
      Sun 22 Nov 2026, 08:05 America/New_York
      You get this because this is your request.
      "
    `);
  });
});
