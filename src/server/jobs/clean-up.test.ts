import { beforeAll, describe, expect, it } from 'vitest';
import { makeUser, type TestUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import { addMs, DAY_MS } from '../../domain/kernel/calendar.ts';
import { cleanUpJob } from './clean-up.job.ts';

const test = useApp();
let user: TestUser;
beforeAll(async () => {
  user = await makeUser(test.db);
});

const ago = (days: number) => addMs(test.clock.now(), -days * DAY_MS);
const run = () => cleanUpJob({}, { context: test.context, signal: new AbortController().signal });

describe('the hourly clean-up', () => {
  it('ends sessions that are over and leaves live ones', async () => {
    const session = (name: string, seen: number, expires: number) => ({
      token_hash: Buffer.from(name),
      user_id: user.id,
      last_seen_at: ago(seen),
      expires_at: ago(expires),
    });
    await test.db
      .insertInto('sessions')
      .values([session('live', 13, -1), session('idle', 14, -1), session('expired', 0, 0)])
      .execute();
    await run();
    const left = await test.db.selectFrom('sessions').select('token_hash').execute();
    const names = left.map((row) => Buffer.from(row.token_hash).toString());
    expect(names).toContain('live');
    expect(names).not.toContain('idle');
    expect(names).not.toContain('expired');
  });

  it('forgets idempotency keys after seven days and drafts after thirty', async () => {
    const key = (name: string, days: number) => ({
      user_id: user.id,
      key: name,
      fingerprint: Buffer.alloc(32),
      status: 200,
      answer: '{}',
      created_at: ago(days),
    });
    await test.db
      .insertInto('idempotency_keys')
      .values([key('a week old', 7), key('older than that', 7.001)])
      .execute();
    const draft = (form: string, days: number) => ({
      user_id: user.id,
      form,
      content: '{}',
      saved_at: ago(days),
    });
    await test.db
      .insertInto('drafts')
      .values([draft('new:user_records', 29), draft('new:unit_transfer', 30.001)])
      .execute();
    await run();
    expect(await test.db.selectFrom('idempotency_keys').select('key').execute()).toEqual([
      { key: 'a week old' },
    ]);
    expect(await test.db.selectFrom('drafts').select('form').execute()).toEqual([
      { form: 'new:user_records' },
    ]);
  });

  it('forgets sign-in attempts that no window counts any more', async () => {
    const attempt = (days: number) => ({
      address: '192.0.2.1',
      account_hash: Buffer.alloc(32),
      succeeded: false,
      at: ago(days),
    });
    await test.db
      .insertInto('sign_in_attempts')
      .values([attempt(1), attempt(3)])
      .execute();
    await run();
    expect(await test.db.selectFrom('sign_in_attempts').select('at').execute()).toEqual([
      { at: ago(1) },
    ]);
  });

  it('forgets one-time links and notices about accounts after ninety days', async () => {
    const link = (email: string, days: number) => ({
      purpose: 'registration' as const,
      user_id: null,
      email,
      created_at: ago(days),
      created_by: null,
      expires_at: ago(days - 1),
    });
    await test.db
      .insertInto('account_links')
      .values([link('kept@example.com', 90), link('old@example.com', 90.001)])
      .execute();
    const notice = (email: string, days: number) => ({
      kind: 'has_account' as const,
      user_id: user.id,
      email,
      created_at: ago(days),
    });
    await test.db
      .insertInto('account_notices')
      .values([notice('kept@example.com', 90), notice('old@example.com', 90.001)])
      .execute();
    await run();
    for (const table of ['account_links', 'account_notices'] as const) {
      const left = await test.db.selectFrom(table).select('email').execute();
      expect(left).toEqual([{ email: 'kept@example.com' }]);
    }
  });
});
