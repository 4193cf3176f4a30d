import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { makeUser } from '../../../tests/helpers/actors.ts';
import { useDatabase } from '../../../tests/helpers/database.ts';
import { inTransaction } from '../db/transaction.ts';

const database = useDatabase();

const demote = (id: number) =>
  inTransaction(database.db, (tx) =>
    tx.updateTable('users').set({ roles: [] }).where('id', '=', id).execute(),
  );
const deactivate = (id: number) =>
  inTransaction(database.db, (tx) =>
    tx.updateTable('users').set({ is_active: false }).where('id', '=', id).execute(),
  );
const activeAdmins = async () => {
  const rows = await database.db
    .selectFrom('users')
    .select('id')
    .where(sql<boolean>`is_active AND roles @> ARRAY['admin']`)
    .execute();
  return rows.map(({ id }) => id);
};

afterEach(async () => {
  // A keeper takes over, so that every test begins with its own admins only.
  const keeper = await makeUser(database.db, { roles: ['admin'] });
  for (const id of await activeAdmins()) if (id !== keeper.id) await demote(id);
});

describe('P7 the last active admin', () => {
  it('cannot be demoted or deactivated, and keeps every other right to change', async () => {
    const admin = await makeUser(database.db, { roles: ['admin'] });
    for (const other of await activeAdmins()) if (other !== admin.id) await deactivate(other);
    await expect(demote(admin.id)).rejects.toThrow('the last active admin');
    await expect(deactivate(admin.id)).rejects.toThrow('the last active admin');
    expect(await activeAdmins()).toEqual([admin.id]);
    await database.db
      .updateTable('users')
      .set({ roles: ['admin', 'operator'], first_name: 'Still' })
      .where('id', '=', admin.id)
      .execute();
    expect(await activeAdmins()).toEqual([admin.id]);
  });

  it('remains when all admins go in one statement', async () => {
    await makeUser(database.db, { roles: ['admin'] });
    const all = database.db.updateTable('users').set({ is_active: false }).execute();
    await expect(all).rejects.toThrow('the last active admin');
    expect((await activeAdmins()).length).toBeGreaterThan(0);
  });

  it('remains when two admins demote each other at once', async () => {
    const pair = [
      await makeUser(database.db, { roles: ['admin'] }),
      await makeUser(database.db, { roles: ['admin'] }),
    ];
    for (const id of await activeAdmins()) {
      if (!pair.some((admin) => admin.id === id)) await demote(id);
    }
    const results = await Promise.allSettled(pair.map(({ id }) => demote(id)));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await activeAdmins()).toHaveLength(1);
  });
});

it('P7 users are never deleted', async () => {
  const user = await makeUser(database.db);
  await database.db.deleteFrom('sessions').where('user_id', '=', user.id).execute();
  const gone = database.db.deleteFrom('users').where('id', '=', user.id).execute();
  await expect(gone).rejects.toThrow('users are never deleted');
});
