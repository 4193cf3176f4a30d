import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Message } from '../../src/domain/notifications/messages.ts';
import { mailLink } from '../../src/server/auth/links/mail-link.ts';
import { mailNotice } from '../../src/server/auth/notices/mail-notice.ts';
import { as } from './actors.ts';
import type { TestApp } from './app.ts';
import type { FakeChannels } from './channels.ts';

/** Hard enough to guess. */
export const GOOD_PASSWORD = 'purple monkey dishwasher';

export interface SentMail {
  readonly to: string;
  readonly message: Message;
  /** What the mail's link carries behind the hash; empty for a notice. */
  readonly token: string;
}

/** The routes of accounts, and the mails that the worker would send. */
export function accountApi(test: TestApp, fake: FakeChannels) {
  const send = async (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    body?: object,
    user?: { readonly token: string },
  ) => {
    const reply = await test.app.inject({
      method,
      url,
      ...(body && { payload: body }),
      headers: user === undefined ? {} : as(user),
    });
    return {
      status: reply.statusCode,
      body: reply.body === '' || reply.body === 'null' ? null : reply.json(),
      cookie: reply.cookies.find(({ name }) => name === 'session')?.value ?? null,
    };
  };

  return {
    send,
    look: (token: string) => send('POST', '/api/account-links/look', { token }),
    accept: (token: string, more: object = { password: GOOD_PASSWORD }) =>
      send('POST', '/api/account-links/accept', { token, ...more }),
    signIn: (email: string, password: string) => send('POST', '/api/session', { email, password }),

    /** Does what the jobs ordered since the last call do, in their order. */
    mails: async (): Promise<SentMail[]> => {
      const jobs = await takeJobs(test);
      const before = fake.given.length;
      const never = new AbortController().signal;
      for (const { task_identifier, payload } of jobs) {
        if (task_identifier === 'mail-account-link') {
          await mailLink(test.context, payload.linkId ?? -1, never);
        } else await mailNotice(test.context, payload.noticeId ?? -1, never);
      }
      return fake.given.slice(before).map(({ parcel }) => {
        const { message, to } = parcel;
        return {
          to: (to as { address: string }).address,
          message,
          token: new URL(message.url).hash.slice(1),
        };
      });
    },

    /** The only mail that was ordered since the last call. */
    async mail(): Promise<SentMail> {
      const [mail, ...more] = await this.mails();
      expect(more).toEqual([]);
      if (mail === undefined) throw new Error('no mail was ordered');
      return mail;
    },

    /** Newest first. */
    audit: (userId: number | null) =>
      test.db
        .selectFrom('audit_log')
        .select(['action', 'actor_id', 'target', 'target_user_id', 'details'])
        .where('target_user_id', userId === null ? 'is' : '=', userId)
        .orderBy('id', 'desc')
        .execute(),
  };
}

interface OrderedJob {
  readonly task_identifier: string;
  readonly payload: { readonly linkId?: number; readonly noticeId?: number };
}

async function takeJobs(test: TestApp): Promise<OrderedJob[]> {
  const { rows } = await sql<OrderedJob & { readonly id: string }>`
    WITH taken AS (
      DELETE FROM graphile_worker._private_jobs AS job
      USING graphile_worker._private_tasks AS task
      WHERE task.id = job.task_id AND task.identifier LIKE 'mail-account-%'
      RETURNING job.id, task.identifier AS task_identifier, job.payload
    ) SELECT * FROM taken`.execute(test.db);
  return rows.toSorted((one, other) => Number(one.id) - Number(other.id));
}
