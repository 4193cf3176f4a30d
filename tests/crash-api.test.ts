import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { as, makeUser, type TestUser } from './helpers/actors.ts';
import { useDatabase } from './helpers/database.ts';
import { killHard, useProcesses } from './helpers/running.ts';

/**
 * The api is killed while people work. Their clients do what the web app does: an answer that got
 * lost is asked for again under the same key. Whatever was answered with success must be there.
 */

const database = useDatabase();
const processes = useProcesses(database);

const CLIENTS = 8;
const KILLS = 3;

interface Done {
  readonly code: string;
  readonly partnerName: string;
  readonly file: { readonly id: string; readonly text: string } | null;
  readonly isOperated: boolean;
}

/** Repeats the call with the same key until somebody answers. */
async function answered(user: TestUser, path: string, body: () => BodyInit): Promise<unknown> {
  const key = randomUUID();
  const isForm = typeof body() !== 'string';
  for (;;) {
    const answer = await fetch(`${processes.platform.address}/api${path}`, {
      method: 'POST',
      body: body(),
      headers: {
        ...as(user),
        'idempotency-key': key,
        ...(isForm ? {} : { 'content-type': 'application/json' }),
      },
    }).catch(() => null);
    // The words of the answer may be cut off, too.
    const text = await answer?.text().catch(() => null);
    if (answer === null || text === null || text === undefined) {
      await pause(50);
      continue;
    }
    expect(answer.status, `${path}: ${text}`).toBeLessThan(300);
    return JSON.parse(text) as unknown;
  }
}

const posted = (user: TestUser, path: string, body: object) =>
  answered(user, path, () => JSON.stringify(body));

async function uploaded(user: TestUser, text: string): Promise<string> {
  const reply = await answered(user, '/files', () => {
    const form = new FormData();
    form.set('file', new File([text], 'users.csv'));
    return form;
  });
  return (reply as { id: string }).id;
}

async function work(
  who: { readonly requester: TestUser; readonly operator: TestUser },
  client: number,
  isOver: () => boolean,
): Promise<readonly Done[]> {
  const done: Done[] = [];
  for (let turn = 0; !isOver(); turn += 1) {
    const partnerName = `Partner ${client}-${turn}`;
    const text = `Name,Email\n${partnerName},ann@example.com\n`;
    const file = turn % 2 === 0 ? { id: await uploaded(who.requester, text), text } : null;
    const evidence = file === null ? { link: 'https://example.com/users' } : { file: file.id };
    const values = { partnerName, ...evidence };
    const reply = await posted(who.requester, '/requests', { type: 'user_records', values });
    const { code } = reply as { code: string };
    const isOperated = turn % 3 === 0;
    if (isOperated) await posted(who.operator, `/requests/${code}/actions/operate`, {});
    done.push({ code, partnerName, file, isOperated });
  }
  return done;
}

it('kill -9 of the api mid-work: everything acknowledged is there, once; codes have no gap (R2, R3, X3, F5)', {
  timeout: 120_000,
}, async () => {
  const { db } = database;
  const operator = await makeUser(db, { roles: ['operator'] });
  const requesters = await Promise.all(
    Array.from({ length: CLIENTS }, () => makeUser(db, { teams: ['revenue'] })),
  );
  let isOver = false;
  const clients = requesters.map((requester, client) =>
    work({ requester, operator }, client, () => isOver),
  );
  for (let kill = 1; kill <= KILLS; kill += 1) {
    await pause(700);
    killHard(processes.platform.apis[0]?.pid);
    await expect.poll(() => processes.platform.apis[0]?.crashes, { timeout: 10_000 }).toBe(kill);
    await expect
      .poll(
        () =>
          fetch(`${processes.platform.address}/readyz`).then(
            ({ ok }) => ok,
            () => false,
          ),
        {
          timeout: 20_000,
        },
      )
      .toBe(true);
  }
  await pause(300);
  isOver = true;
  const done = (await Promise.all(clients)).flat();
  expect(done.length).toBeGreaterThan(CLIENTS * KILLS);

  const rows = await db
    .selectFrom('requests')
    .select(['id', 'code', 'partner_name', 'status', 'operator_id'])
    .orderBy('id')
    .execute();
  // Every client asked until it was answered: nothing may be there twice or unasked for.
  expect(rows.map((row) => [row.code, row.partner_name]).sort()).toEqual(
    done.map(({ code, partnerName }) => [code, partnerName]).sort(),
  );
  const sequence = rows.map(({ code }) => Number(code.slice('UR-00Q0'.length)));
  expect(sequence.toSorted((a, b) => a - b)).toEqual(rows.map((_row, index) => index + 1));

  const events = await db
    .selectFrom('request_events')
    .innerJoin('requests', 'requests.id', 'request_events.request_id')
    .select(['code', 'action'])
    .orderBy('request_events.id')
    .execute();
  const actions = Map.groupBy(events, ({ code }) => code);
  const told = await db
    .selectFrom('notifications')
    .innerJoin('requests', 'requests.id', 'notifications.request_id')
    .select(['code', 'event'])
    .execute();
  const byCode = new Map(rows.map((row) => [row.code, row]));
  for (const { code, isOperated } of done) {
    const expected = isOperated ? ['create', 'operate'] : ['create'];
    expect(actions.get(code)?.map(({ action }) => action)).toEqual(expected);
    expect(byCode.get(code)?.status).toBe(isOperated ? 'in_progress' : 'pending');
    expect(byCode.get(code)?.operator_id).toBe(isOperated ? operator.id : null);
  }
  expect(told.map(({ code }) => code).sort()).toEqual(rows.map(({ code }) => code).sort());

  for (const { file } of done) {
    if (file === null) continue;
    const answer = await fetch(`${processes.platform.address}/api/files/${file.id}/content`, {
      headers: as(operator),
    });
    expect([answer.status, await answer.text()]).toEqual([200, file.text]);
  }
});
