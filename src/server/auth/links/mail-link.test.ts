import { afterAll, beforeAll, expect, it } from 'vitest';
import { as, makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { testSettings, useApp } from '../../../../tests/helpers/app.ts';
import { type SmtpPeer, startSmtpPeer } from '../../../../tests/helpers/peer-smtp.ts';
import { Secrets } from '../../config/secrets.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/transaction.ts';
import { type Channels, openChannels } from '../../notifications/channels/open.ts';
import { mailLink } from './mail-link.ts';
import { sendLink } from './send-link.ts';

/** The mail as it arrives, from the real channel through a real SMTP server. */

const test = useApp();
const never = new AbortController().signal;
let smtp: SmtpPeer;
let channels: Channels;
let admin: TestUser;

beforeAll(async () => {
  smtp = await startSmtpPeer();
  admin = await makeUser(test.db, {
    firstName: '<b>Ada</b>',
    lastName: 'https://evil.example.com',
    roles: ['admin'],
  });
  const { config, secrets } = testSettings(test.connectionString, test.context.config.filesDir);
  channels = openChannels({
    config: { ...config, mail: { from: 'Requests <requests@example.com>' } },
    secrets: new Secrets(secrets.databaseUrl, secrets.secretKey, secrets.dataKeys, {
      ...secrets.providers,
      smtpUrl: smtp.url,
    }),
  });
});
afterAll(async () => {
  await channels.close();
  await smtp.stop();
});

const context = (): Context => ({ ...test.context, channels });

async function invited(user: TestUser): Promise<number> {
  await inTransaction(test.db, (tx) =>
    sendLink(tx, context(), {
      purpose: 'invitation',
      userId: user.id,
      email: user.email,
      createdBy: admin.id,
    }),
  );
  const { id } = await test.db
    .selectFrom('account_links')
    .select('id')
    .where('user_id', '=', user.id)
    .executeTakeFirstOrThrow();
  return id;
}

it('an invitation reaches its reader with the link in both parts, sent by a machine (N7)', async () => {
  const user = await makeUser(test.db, { firstName: 'Ida', timezone: 'America/New_York' });
  await mailLink(context(), await invited(user), never);
  const mail = smtp.mails.at(-1);
  expect(mail?.to).toEqual([user.email]);
  expect(mail?.subject).toBe('Your invitation to Requests');
  expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
  expect(mail?.headers.has('list-unsubscribe')).toBe(false);
  for (const part of [mail?.text, mail?.html]) {
    expect(part).toMatch(/http:\/\/localhost:8080\/account-link#\d+\.[\w-]{43}/);
    expect(part).toContain('Wed 25 Nov 2026, 04:00 America/New_York');
    // There is nothing to choose for somebody who cannot sign in yet.
    expect(part).not.toContain('/profile');
  }
  // N5: what people are called is text.
  expect(mail?.html).not.toContain('<b>Ada');
});

it('section 10: it carries the company’s name from the moment that an admin sets one', async () => {
  const mailed = async () => {
    await mailLink(context(), await invited(await makeUser(test.db)), never);
    return smtp.mails.at(-1);
  };
  const admins = { method: 'PATCH', url: '/api/admin/settings', headers: as(admin) } as const;
  const set = (payload: object) => test.app.inject({ ...admins, payload });
  await set({ companyName: 'Northwind, "N" & Sons', accentColour: '#0b7285' });
  const mail = await mailed();
  expect(mail?.subject).toBe('Your invitation to Northwind, "N" & Sons');
  expect(mail?.html).toContain('>Northwind, &quot;N&quot; &amp; Sons</strong>');
  expect(mail?.html).toContain('background-color:#0b7285');
  expect(`${mail?.subject} ${mail?.text} ${mail?.html}`).not.toMatch(/Requests/);
  await set({ companyName: null, accentColour: null });
  expect((await mailed())?.subject).toBe('Your invitation to Requests');
});

it('N4: it is the same mail each time it is tried', async () => {
  const id = await invited(await makeUser(test.db));
  await smtp.goDown();
  await expect(mailLink(context(), id, never)).rejects.toThrow('was not sent');
  await smtp.comeUp();
  await mailLink(context(), id, never);
  const first = smtp.mails.at(-1);
  await test.db
    .updateTable('account_links')
    .set({ mailed_at: null })
    .where('id', '=', id)
    .execute();
  await mailLink(context(), id, never);
  expect(smtp.mails.at(-1)?.messageId).toBe(first?.messageId);
  expect(first?.messageId).toContain(`account-link-${id}`);
});
