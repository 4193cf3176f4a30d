import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { expect } from 'vitest';
import type { RequestDetail } from '../../src/domain/api/requests.ts';
import type { Problem } from '../../src/domain/errors.ts';
import type { ActionKey } from '../../src/domain/requests/actions.ts';
import type { RequestTypeKey, Values } from '../../src/domain/requests/define.ts';
import type { RequestsTable } from '../../src/server/db/schema.ts';
import { as, makeUser, type TestUser } from './actors.ts';
import type { TestApp } from './app.ts';
import { publishList } from './prices.ts';

/** Content that each type accepts without files; XF and SD need files and are left to their tests. */
export const CONTENT = {
  user_records: { partnerName: 'Northwind', link: 'https://example.com/users' },
  property_records: {
    subType: 'property_name',
    partnerName: 'Northwind',
    properties: ['Elm Court'],
    newNames: ['Elm House'],
  },
  deactivation_toggle: {
    subType: 'toggle_on_invites',
    partnerName: 'Northwind',
    properties: ['Elm Court'],
  },
  address_validation: { partnerName: 'Northwind', opportunityId: 'OPP-1' },
} as const satisfies Partial<Record<RequestTypeKey, Values>>;

/** A sub-type that needs leadership's approval (F-DT5). */
export const NEEDS_APPROVAL = { ...CONTENT.deactivation_toggle, subType: 'toggle_off_invites' };

export const OPERATION = { usersUpdated: 3, propertiesUpdated: 0 };

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** One person of every kind that the rules tell apart, on the database of the calling test. */
export async function makeCast({ db }: Pick<TestApp, 'db'>) {
  const person = (firstName: string, options: Parameters<typeof makeUser>[1]) =>
    makeUser(db, { firstName, lastName: 'Example', ...options });
  const cast = {
    requester: await person('Rita', { teams: ['revenue'] }),
    teammate: await person('Theo', { teams: ['revenue'] }),
    outsider: await person('Otto', { teams: ['compliance'] }),
    nobody: await person('Nora', {}),
    operator: await person('Dana', { roles: ['operator'] }),
    operator2: await person('Dirk', { roles: ['operator'] }),
    qa: await person('Quinn', { roles: ['qa_agent'] }),
    qa2: await person('Queenie', { roles: ['qa_agent', 'operator'] }),
    leader: await person('Lena', { roles: ['leadership'], teams: ['support'] }),
    leader2: await person('Luis', { roles: ['leadership'] }),
    admin: await person('Ada', { roles: ['admin'] }),
  };
  // M2: without a price list in force nothing could be completed.
  await publishList(db, { by: cast.admin.id });
  return cast;
}
export type Cast = Awaited<ReturnType<typeof makeCast>>;

/** The API as its callers use it, and the tables behind it. */
export function requestsApi(test: TestApp) {
  const send = async (
    user: TestUser,
    method: 'GET' | 'POST',
    url: string,
    options: { body?: object; key?: string } = {},
  ): Promise<Reply> => {
    const reply = await test.app.inject({
      method,
      url,
      headers: { ...as(user), ...(options.key && { 'idempotency-key': options.key }) },
      ...(options.body && { payload: options.body }),
    });
    return { status: reply.statusCode, headers: reply.headers, body: reply.json() };
  };

  const api = {
    send,
    create: (user: TestUser, body: object, key?: string) =>
      send(user, 'POST', '/api/requests', { body, ...(key && { key }) }),
    /** A request that is known to be accepted; its code. */
    created: async (
      user: TestUser,
      type: keyof typeof CONTENT = 'user_records',
      values: Values = {},
      more: object = {},
    ): Promise<string> => {
      const reply = await api.create(user, {
        type,
        values: { ...CONTENT[type], ...values },
        ...more,
      });
      expect(reply).toMatchObject({ status: 201 });
      return (reply.body as { code: string }).code;
    },
    act: (user: TestUser, code: string, action: ActionKey, body: object = {}, key?: string) =>
      send(user, 'POST', `/api/requests/${code}/actions/${action}`, { body, ...(key && { key }) }),
    /** An action that is known to be possible, with the present version. */
    did: async (
      user: TestUser,
      code: string,
      action: ActionKey,
      values: Values = {},
    ): Promise<RequestDetail> => {
      const { version } = await api.row(code);
      const reply = await api.act(user, code, action, { version, values });
      expect(reply).toMatchObject({ status: 200 });
      return reply.body as RequestDetail;
    },
    detail: async (user: TestUser, code: string): Promise<RequestDetail> => {
      const reply = await send(user, 'GET', `/api/requests/${code}`);
      expect(reply).toMatchObject({ status: 200 });
      return reply.body as RequestDetail;
    },
    row: (code: string): Promise<Selectable<RequestsTable>> =>
      test.db.selectFrom('requests').selectAll().where('code', '=', code).executeTakeFirstOrThrow(),
    events: (code: string) =>
      test.db
        .selectFrom('request_events')
        .innerJoin('requests', 'requests.id', 'request_events.request_id')
        .leftJoin('request_event_texts', 'event_id', 'request_events.id')
        .select(['request_events.id', 'action', 'actor_id', 'from_status', 'to_status', 'at'])
        .select(['details', 'message', 'changes', 'redacted_at'])
        .where('code', '=', code)
        .orderBy('request_events.id')
        .execute(),
    /** Each notification with its deliveries as `channel recipient`, in order of writing. */
    notified: async (code: string) => {
      const rows = await test.db
        .selectFrom('notifications')
        .innerJoin('requests', 'requests.id', 'notifications.request_id')
        .leftJoin('deliveries', 'deliveries.notification_id', 'notifications.id')
        .select(['notifications.id', 'event', 'people', 'slack_mentions', 'slack_reaction'])
        .select(['channel', 'recipient', 'state'])
        .where('code', '=', code)
        .orderBy('notifications.id')
        .orderBy('deliveries.id')
        .execute();
      const byId = Map.groupBy(rows, (row) => row.id);
      return [...byId.values()].map(([first, ...rest]) => ({
        event: first?.event,
        people: first?.people,
        mentions: first?.slack_mentions,
        reaction: first?.slack_reaction,
        deliveries: [first, ...rest].map((row) => `${row?.channel} ${row?.recipient}`),
      }));
    },
    /** Runs an action and says which columns it changed, to what. */
    effect: async (
      user: TestUser,
      code: string,
      action: ActionKey,
      values: Values = {},
    ): Promise<Partial<Selectable<RequestsTable>>> => {
      const before = await api.row(code);
      await api.did(user, code, action, values);
      return changed(before, await api.row(code));
    },
  };
  return api;
}

export function changed<Row extends object>(before: Row, after: Row): Partial<Row> {
  const different = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Row]),
  );
  return Object.fromEntries(different) as Partial<Row>;
}

/** An upload as the files feature leaves it behind, without its bytes. */
export async function makeFile(
  { db }: Pick<TestApp, 'db'>,
  uploader: TestUser,
  name: string,
  csv: { columns: string[]; rows: number } | null = null,
): Promise<string> {
  const { id } = await db
    .insertInto('files')
    .values({
      storage_key: randomUUID(),
      name,
      size_bytes: 12,
      sha256: Buffer.alloc(32, 1),
      mime_type: 'application/octet-stream',
      csv: csv === null ? null : JSON.stringify(csv),
      uploader_id: uploader.id,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export const problem = (reply: Reply): Problem => reply.body as Problem;
