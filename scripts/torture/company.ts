import type { Role, Team } from '../../src/domain/people.ts';
import { cookieName } from '../../src/server/auth/cookie.ts';
import { hashToken, newToken } from '../../src/server/auth/tokens.ts';
import type { Db } from '../../src/server/db/pool.ts';
import { inTransaction } from '../../src/server/db/transaction.ts';
import type { NotificationSettings } from '../../src/server/settings/notifications.ts';
import { insertPriceLists } from '../bench/queries.ts';
import { insertPerson, insertSettings } from './queries.ts';

export const SETTINGS: NotificationSettings = {
  operationsMailbox: 'operations@example.com',
  approverAddresses: ['approvals@example.com'],
  slackChannel: 'C0TORTURE1',
  telegramChat: '-1001234567890',
  operationsTimezone: 'America/New_York',
};

export interface Person {
  readonly id: number;
  readonly username: string;
  readonly cookie: string;
}

/** The smallest company in which every action has somebody to take it and somebody to be told. */
export async function makeCompany(db: Db) {
  await insertSettings(db, SETTINGS);
  let made = 0;
  const person = async (username: string, roles: readonly Role[], teams: readonly Team[] = []) => {
    made += 1;
    const token = newToken();
    const sessionHash = hashToken(token);
    if (sessionHash === null) throw new Error('not a session token');
    const id = await insertPerson(db, {
      username,
      roles,
      teams,
      slackMemberId: `U0TORTURE${made}`,
      // Ids of Telegram exceed 32 bits. Not everybody has linked an account.
      telegramUserId: made % 3 === 0 ? null : 7_000_000_000 + made,
      sessionHash,
    });
    return { id, username, cookie: `${cookieName(false)}=${token}` };
  };
  const company = {
    requesters: [await person('rita', [], ['revenue']), await person('rolf', [], ['revenue'])],
    operators: [await person('dana', ['operator']), await person('dirk', ['operator'])],
    qaAgents: [await person('quinn', ['qa_agent']), await person('queenie', ['qa_agent'])],
    leaders: [await person('lena', ['leadership']), await person('luis', ['leadership'])],
  } satisfies Record<string, readonly Person[]>;
  // M2: without a price list nothing is completed. Whose it is makes no difference here.
  await inTransaction(db, (tx) => insertPriceLists(tx, made));
  return company;
}
export type Company = Awaited<ReturnType<typeof makeCompany>>;
