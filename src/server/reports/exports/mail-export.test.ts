import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { testSettings, useApp } from '../../../../tests/helpers/app.ts';
import { type SmtpPeer, startSmtpPeer } from '../../../../tests/helpers/peer-smtp.ts';
import { addMs, DAY_MS } from '../../../domain/kernel/calendar.ts';
import { Secrets } from '../../config/secrets.ts';
import type { Context } from '../../context.ts';
import { type Channels, openChannels } from '../../notifications/channels/open.ts';
import { mailExport } from './mail-export.ts';

const test = useApp();
let smtp: SmtpPeer;
let channels: Channels;
let owner: TestUser;

beforeAll(async () => {
  smtp = await startSmtpPeer();
  owner = await makeUser(test.db, {
    firstName: 'Lena',
    lastName: 'Example',
    roles: ['leadership'],
    timezone: 'Europe/Berlin',
  });
  const { config, secrets } = testSettings(test.connectionString, test.context.config.filesDir);
  channels = openChannels({
    config: { ...config, mail: { from: 'Requests <requests@example.com>' } },
    secrets: new Secrets(secrets.databaseUrl, secrets.secretKey, secrets.dataKeys, {
      smtpUrl: smtp.url,
      slackBotToken: null,
      slackWebhookUrl: null,
      telegramBotToken: null,
    }),
  });
});
afterAll(async () => {
  await channels.close();
  await smtp.stop();
});

const never = new AbortController().signal;
const context = (): Context => ({ ...test.context, channels });

async function ready(state: 'ready' | 'cancelled' = 'ready'): Promise<string> {
  const now = test.clock.now();
  const { id } = await test.db
    .insertInto('report_exports')
    .values({
      user_id: owner.id,
      query: '{}',
      file_name: 'user-records_created_2026-10-01_to_2026-10-31_utc.csv',
      state,
      rows_total: 12_345,
      rows_done: 12_345,
      storage_key: state === 'ready' ? `${Math.random()}` : null,
      size_bytes: state === 'ready' ? 2_097_152 : null,
      created_at: now,
      finished_at: now,
      expires_at: state === 'ready' ? addMs(now, 7 * DAY_MS) : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

describe('D2 the mail about a report that is ready', () => {
  it('goes to its owner with the file’s name, where it is and until when; sent by a machine', async () => {
    const id = await ready();
    await mailExport(context(), id, never);
    const mail = smtp.mails.at(-1);
    expect(mail?.to).toEqual([owner.email]);
    expect(mail?.subject).toBe(
      'Your report is ready: user-records_created_2026-10-01_to_2026-10-31_utc.csv',
    );
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail?.references).toEqual([]);
    for (const part of [mail?.text, mail?.html]) {
      expect(part).toContain('http://localhost:8080/reports/exports');
      expect(part).toContain('Wed 25 Nov 2026, 10:00 Europe/Berlin');
      expect(part).toContain('12345');
      expect(part).not.toMatch(/USD|\$|Mute/);
    }
  });

  it('N4: is the same mail each time it is tried', async () => {
    const id = await ready();
    await smtp.goDown();
    await expect(mailExport(context(), id, never)).rejects.toThrow('was not sent');
    await smtp.comeUp();
    await mailExport(context(), id, never);
    await mailExport(context(), id, never);
    const [first, second] = smtp.mails.slice(-2);
    expect(first?.messageId).toBe(second?.messageId);
    expect(first?.messageId).toContain(id);
  });

  it('P7: leaves no address in what the queue keeps of a failure', async () => {
    const id = await ready();
    const error = `450 <${owner.email}> is busy`;
    const email = {
      send: async () => ({ kind: 'unknown', error }) as const,
      close: async () => undefined,
    };
    const failed = mailExport({ ...test.context, channels: { ...channels, email } }, id, never);
    await expect(failed).rejects.toThrow('was not sent (unknown)');
    await expect(failed).rejects.not.toThrow(owner.email);
  });

  it('is not sent without mail, for what is no longer there, or to somebody who may not see reports', async () => {
    const before = smtp.mails.length;
    await mailExport(test.context, await ready(), never);
    await mailExport(context(), await ready('cancelled'), never);
    await test.db.updateTable('users').set({ roles: [] }).where('id', '=', owner.id).execute();
    await mailExport(context(), await ready(), never);
    expect(smtp.mails).toHaveLength(before);
  });
});
