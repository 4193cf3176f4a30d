import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { makeUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import { type SmtpPeer, startSmtpPeer } from '../../../tests/helpers/peer-smtp.ts';
import { useWorkers } from '../../../tests/helpers/worker-process.ts';
import { instant } from '../../domain/kernel/calendar.ts';
import { insertLink } from '../auth/links/queries.ts';
import { orderLinkMail } from '../auth/links/send-link.ts';
import { inTransaction } from '../db/transaction.ts';

/** The worker as it runs in production, killed in the middle of a job: `kill -9`, no handler runs. */

const test = useApp();
const startProcess = useWorkers(test);
const patient = { timeout: 20_000 };
/** Processes start slowly on a busy machine. */
const slow = { timeout: 60_000 };
let smtp: SmtpPeer;
beforeAll(async () => {
  smtp = await startSmtpPeer();
});
afterAll(() => smtp.stop());
beforeEach(() => smtp.clear());

const startWorker = () =>
  startProcess({
    SMTP_URL: smtp.url,
    MAIL_FROM: 'requests@example.com',
    WORKER_TAKEOVER_SECONDS: '1',
    // The mail server does not answer, and the other one takes over: both are what is tried here.
    LOG_LEVEL: 'error',
  });

/** Orders the mail with which somebody who forgot their password sets a new one. */
async function orderReset(): Promise<string> {
  const { id: userId, email } = await makeUser(test.db);
  await inTransaction(test.db, async (tx) => {
    const id = await insertLink(tx, {
      purpose: 'password_reset',
      userId,
      email,
      createdBy: null,
      createdAt: test.clock.now(),
      // By the clock of the worker, which is the real one.
      expiresAt: instant('2099-01-01T00:00:00Z'),
    });
    await orderLinkMail(tx, id);
  });
  return email;
}

const aliveWorkers = async () => {
  const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'requests-runner'`.execute(test.db);
  return rows[0]?.count;
};
const runs = async () =>
  (
    await sql<{ attempt: number; outcome: string | null }>`
      SELECT attempt, outcome FROM job_runs WHERE task = 'mail-account-link'
        AND job_id = (SELECT max(job_id) FROM job_runs WHERE task = 'mail-account-link')
      ORDER BY id`.execute(test.db)
  ).rows;
const recipients = () => smtp.mails.map(({ to }) => to.join());

async function kill(worker: ChildProcess): Promise<void> {
  worker.kill('SIGKILL');
  await once(worker, 'exit');
}

/** A worker that has a mail's text on the way and gets no answer. */
async function workerInTheMiddle(): Promise<{ worker: ChildProcess; email: string }> {
  let asked = 0;
  smtp.behaveBy(() => {
    asked += 1;
    return asked === 1 ? { at: 'message', does: 'hang' } : 'take';
  });
  const worker = startWorker();
  const email = await orderReset();
  await expect.poll(() => asked, patient).toBe(1);
  expect(await runs()).toEqual([{ attempt: 1, outcome: null }]);
  return { worker, email };
}

it(
  'the mail that a killed worker was sending arrives within seconds by another one, once',
  slow,
  async () => {
    const { worker, email } = await workerInTheMiddle();
    startWorker();
    await expect.poll(aliveWorkers, patient).toBe(2);
    await kill(worker);
    await expect.poll(recipients, patient).toEqual([email]);
    await expect.poll(runs, patient).toEqual([
      { attempt: 1, outcome: null },
      { attempt: 2, outcome: 'done' },
    ]);
    expect(recipients()).toEqual([email]);
  },
);

it(
  'a worker that is started again takes back what it was doing when it was killed',
  slow,
  async () => {
    const { worker, email } = await workerInTheMiddle();
    await kill(worker);
    startWorker();
    await expect.poll(recipients, patient).toEqual([email]);
  },
);
