import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { accountApi, GOOD_PASSWORD } from '../../../../tests/helpers/accounts.ts';
import { as, makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { fakeChannels } from '../../../../tests/helpers/channels.ts';
import { CONTENT, OPERATION, requestsApi } from '../../../../tests/helpers/requests.ts';

const fake = fakeChannels();
const test = useApp({ context: { channels: fake.channels } });
const api = accountApi(test, fake);
const requests = requestsApi(test);

/** Every row of every table, the queue's too, that holds the text in any column. */
async function rowsWith(text: string): Promise<string[]> {
  const { rows: tables } = await sql<{ schema: string; name: string }>`
    SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
    WHERE table_type = 'BASE TABLE' AND table_schema IN ('public', 'graphile_worker')`.execute(
    test.db,
  );
  const found = await Promise.all(
    tables.map(async ({ schema, name }) => {
      const { rows } = await sql<{ line: string }>`
        SELECT row::text AS line FROM ${sql.table(`${schema}.${name}`)} AS row
        WHERE row::text ILIKE ${`%${text}%`}`.execute(test.db);
      return rows.map(({ line }) => `${name} ${line}`);
    }),
  );
  return found.flat();
}

it('P7: after an erasure no table holds what somebody was called or where their mail went', async () => {
  const admin = await makeUser(test.db, { roles: ['admin'] });
  const colleague = await makeUser(test.db, { roles: ['operator'], teams: ['revenue'] });
  await api.send('PATCH', '/api/admin/settings', { registrationDomains: 'example.com' }, admin);

  // They asked twice, came in, moved their address, and asked for more mails than they used.
  const email = 'erica.quillfeather@example.com';
  const register = () => api.send('POST', '/api/registration', { email });
  expect((await register()).status).toBe(204);
  expect((await register()).status).toBe(204);
  const link = (await api.mails()).at(-1);
  const named = { password: GOOD_PASSWORD, firstName: 'Erica', lastName: 'Quillfeather' };
  const accepted = await api.accept(link?.token ?? '', named);
  expect(accepted.status).toBe(200);
  const { me } = (
    await api.send('GET', '/api/session', undefined, { token: accepted.cookie ?? '' })
  ).body;
  const erica: TestUser = { ...me, token: accepted.cookie };
  await api.send('PATCH', `/api/admin/users/${me.id}`, { teams: ['revenue'] }, admin);
  const moved = { email: 'quillfeather@example.org', currentPassword: GOOD_PASSWORD };
  expect((await api.send('POST', '/api/me/email', moved, erica)).status).toBe(204);
  const confirmation = await api.mail();
  expect((await api.accept(confirmation.token, {})).status).toBe(200);
  // An address that they never confirmed is somebody else's, who is registering.
  const stranger = 'stranger@example.com';
  await api.send('POST', '/api/me/email', { ...moved, email: stranger }, erica);
  await api.mails();
  await api.send('POST', '/api/registration', { email: stranger });
  const theirs = await api.mail();
  await register();
  await api.send('POST', '/api/password-reset', { email: moved.email });
  await api.signIn(moved.email, 'not the password');

  // They worked: with a key, a draft, deliveries, a report and a link to Telegram.
  const body = { type: 'user_records', values: CONTENT.user_records };
  const created = await requests.create(erica, body, randomUUID());
  expect(created.status).toBe(201);
  const { code } = created.body as { code: string };
  await requests.did(colleague, code, 'operate');
  await requests.did(colleague, code, 'block', { reason: 'The list is empty' });
  await requests.did(erica, code, 'resolve', { message: 'Here it is' });
  await requests.did(colleague, code, 'operate');
  await requests.did(colleague, code, 'send_to_qa', OPERATION);
  await test.app.inject({
    method: 'PUT',
    url: `/api/drafts/comment:${code}`,
    payload: { values: { text: 'Yours, Erica Quillfeather' } },
    headers: as(erica),
  });
  await api.send('POST', '/api/me/telegram-link', {}, erica);
  expect((await rowsWith('quillfeather')).length).toBeGreaterThan(5);

  const confirm = { username: me.username };
  const erased = await api.send('POST', `/api/admin/users/${me.id}/erase`, confirm, admin);
  expect(erased.status).toBe(200);
  expect(await rowsWith('quillfeather')).toEqual([]);
  expect(await rowsWith('erica')).toEqual([]);
  expect(await api.look(theirs.token)).toMatchObject({ status: 200, body: { email: stranger } });
});
