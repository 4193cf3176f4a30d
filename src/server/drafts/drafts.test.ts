import { beforeEach, describe, expect, it } from 'vitest';
import { as, makeUser, type TestUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import { SecretBox } from '../crypto/secret-box.ts';
import { inTransaction } from '../db/transaction.ts';
import { addFile, addRequest } from '../files/files.testing.ts';
import { openDraftSecrets, readDraft, removeDraft } from './commands.ts';

const test = useApp();
let user: TestUser;
beforeEach(async () => {
  user = await makeUser(test.db, { teams: ['revenue'] });
});

const FORM = 'new:property_records';
const IBAN = 'DE89 3704 0044 0532 0130 00';

type Method = 'GET' | 'PUT' | 'DELETE';
const call = async (method: Method, form: string, payload?: object, person = user) => {
  const answer = await test.app.inject({
    method,
    url: `/api/drafts/${form}`,
    headers: as(person),
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() };
};
const save = (values: object, form = FORM, extra: object = {}, person = user) =>
  call('PUT', form, { values, extra }, person);
const read = (form = FORM, person = user) => call('GET', form, undefined, person);
/** Null when there is none, which is no error. */
const draftOf = async (form = FORM, person = user) => {
  const { status, body } = await read(form, person);
  expect(status).toBe(200);
  return body.draft;
};
const secretsOf = (form = FORM, person = user) =>
  inTransaction(test.db, (tx) => openDraftSecrets(tx, test.context, person.id, form));

describe('a draft', () => {
  it('comes back as it was typed, complete or not, with what the form keeps besides', async () => {
    const values = {
      subType: 'address',
      partnerName: ' Harbour ',
      properties: ['a', ''],
      scheduledOn: 'x',
    };
    const extra = { team: 'revenue', onBehalfOf: 7 };
    expect(await save(values, FORM, extra)).toEqual({
      status: 200,
      body: { savedAt: test.clock.now() },
    });
    expect(await read()).toEqual({
      status: 200,
      body: { draft: { form: FORM, values, extra, savedAt: test.clock.now(), files: [] } },
    });
  });

  it('is one per person and form: the last write wins, others see nothing of it', async () => {
    await save({ partnerName: 'First' });
    await save({ partnerName: 'Second' });
    await save({ partnerName: 'Another form' }, 'new:unit_transfer');
    expect((await draftOf()).values).toEqual({ partnerName: 'Second' });
    const admin = await makeUser(test.db, { roles: ['admin'] });
    expect(await draftOf(FORM, admin)).toBeNull();
  });

  it('holds what many saves at once leave, never a mixture', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => save({ partnerName: `n${n}`, newCompany: `n${n}` })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200));
    const { partnerName, newCompany } = (await draftOf()).values;
    expect(partnerName).toBe(newCompany);
  });

  it('is thrown away, also when there is none', async () => {
    await save({ partnerName: 'Harbour' });
    expect((await call('DELETE', FORM)).status).toBe(204);
    expect(await draftOf()).toBeNull();
    expect((await call('DELETE', FORM)).status).toBe(204);
  });

  it('is removed by the submission that used it', async () => {
    await save({ partnerName: 'Harbour' });
    await inTransaction(test.db, (tx) => removeDraft(tx, user.id, FORM));
    expect(await draftOf()).toBeNull();
  });

  it('expires after 30 days without a save', async () => {
    await save({ bankDetails: IBAN });
    test.clock.advance({ days: 29, hours: 23 });
    expect(await draftOf()).not.toBeNull();
    test.clock.advance({ hours: 2 });
    expect(await draftOf()).toBeNull();
    expect(await secretsOf()).toEqual({});
    const list = await test.app.inject({ url: '/api/drafts', headers: as(user) });
    expect(list.json()).toEqual({ drafts: [] });
  });

  it('is listed with a title, the newest first', async () => {
    const { code } = await addRequest(test.db, user.id);
    await save({ subType: 'address', partnerName: 'Harbour' });
    test.clock.advance({ minutes: 1 });
    await save({ message: 'Solved' }, `resolve:${code}`);
    const answer = await test.app.inject({ url: '/api/drafts', headers: as(user) });
    expect(answer.json().drafts).toMatchObject([
      { form: `resolve:${code}`, title: `Resolve – ${code}` },
      { form: FORM, title: 'Property records – Address – Harbour' },
    ]);
  });

  it('needs a session', async () => {
    for (const url of ['/api/drafts', `/api/drafts/${FORM}`]) {
      expect((await test.app.inject({ url })).statusCode).toBe(401);
    }
  });
});

describe('the name of a draft', () => {
  it.each([
    'new:nothing',
    'new:constructor',
    'new:',
    'edit:PR-26Q4',
    'explode:PR-26Q4001',
    'edit:ZZ-26Q4001',
    'property_records',
    'resolve:PR-26Q4001:x',
  ])('%s stands for no form', async (form) => {
    for (const answer of [await save({}, form), await read(form)]) {
      expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
  });

  it('P3 of a request one may not see answers like one that does not exist', async () => {
    const requester = await makeUser(test.db, { teams: ['support'] });
    const { code } = await addRequest(test.db, requester.id, 'support');
    const strip = ({ status, body }: Awaited<ReturnType<typeof save>>) => {
      const { requestId: _, ...rest } = body;
      return { status, rest };
    };
    const hidden = strip(await save({ message: 'x' }, `resolve:${code}`));
    expect(hidden.status).toBe(404);
    expect(strip(await save({ message: 'x' }, 'resolve:PR-26Q4999'))).toEqual(hidden);
    expect(strip(await read(`resolve:${code}`))).toEqual(hidden);
    const visible = await save({ message: 'x' }, `resolve:${code}`, {}, requester);
    expect(visible.status).toBe(200);
  });

  it('of an operation form and of an edit gives the fields of that form', async () => {
    const { code } = await addRequest(test.db, user.id);
    await save({ propertiesUpdated: 3, partnerName: 'not here' }, `send_to_qa:${code}`);
    expect((await draftOf(`send_to_qa:${code}`)).values).toEqual({ propertiesUpdated: 3 });
    await save({ partnerName: 'here', priority: 'high' }, `edit:${code}`);
    expect((await draftOf(`edit:${code}`)).values).toEqual({
      partnerName: 'here',
      priority: 'high',
    });
  });
});

describe('secrets in a draft (section 4: bank details are encrypted at rest)', () => {
  const stored = () =>
    test.db
      .selectFrom('drafts')
      .selectAll()
      .where('user_id', '=', user.id)
      .executeTakeFirstOrThrow();

  it('are sealed, come back as a marker, and open for the submission', async () => {
    await save({ subType: 'banking_information', bankDetails: IBAN });
    const row = await stored();
    expect(JSON.stringify(row.content)).not.toContain('3704');
    expect(Buffer.from(row.secrets_ciphertext ?? []).toString('latin1')).not.toContain('3704');
    expect((await draftOf()).values).toEqual({
      subType: 'banking_information',
      bankDetails: { kept: true },
    });
    expect(await secretsOf()).toEqual({ bankDetails: IBAN });
  });

  it('are kept when the marker is sent back, replaced when typed again, gone when cleared', async () => {
    await save({ bankDetails: IBAN });
    await save({ bankDetails: { kept: true }, partnerName: 'Harbour' });
    expect(await secretsOf()).toEqual({ bankDetails: IBAN });
    await save({ bankDetails: 'GB33 BUKB 2020' });
    expect(await secretsOf()).toEqual({ bankDetails: 'GB33 BUKB 2020' });
    await save({ bankDetails: '' });
    expect(await secretsOf()).toEqual({});
    expect((await draftOf()).values).toEqual({});
    expect((await stored()).secrets_key_id).toBeNull();
  });

  it('are not made up by a marker that never had a value', async () => {
    await save({ bankDetails: { kept: true } });
    expect((await draftOf()).values).toEqual({});
    expect(await secretsOf()).toEqual({});
  });

  it('L19 in an edit, a marker stands for the secret of the request', async () => {
    const { code } = await addRequest(test.db, user.id);
    const form = `edit:${code}`;
    await save({ bankDetails: { kept: true } }, form);
    expect((await draftOf(form)).values).toEqual({ bankDetails: { kept: true } });
    expect(await secretsOf(form)).toEqual({});
  });

  it('of one person or form do not open in the draft of another', async () => {
    await save({ bankDetails: IBAN });
    const thief = await makeUser(test.db, { teams: ['revenue'] });
    await save({ bankDetails: 'x' }, FORM, {}, thief);
    const { secrets_key_id, secrets_nonce, secrets_ciphertext } = await stored();
    await test.db
      .updateTable('drafts')
      .set({ secrets_key_id, secrets_nonce, secrets_ciphertext })
      .where('user_id', '=', thief.id)
      .execute();
    expect(await secretsOf(FORM, thief)).toEqual({});
  });

  it('under a retired key are typed again; the rest of the draft is still there', async () => {
    await save({ bankDetails: IBAN, partnerName: 'Harbour' });
    const secretBox = new SecretBox([{ id: 'new', key: Buffer.alloc(32, 9) }]);
    const { draft } = await readDraft({ ...test.context, secretBox }, user, FORM);
    expect(draft?.values).toEqual({ partnerName: 'Harbour' });
  });
});

describe('files in a draft', () => {
  it('F5 are named with what is known about them while they are there', async () => {
    const [first, second] = [await addFile(test.db, user.id), await addFile(test.db, user.id)];
    await save({ files: [first, second, 'nonsense', 7] }, 'new:address_validation');
    expect((await draftOf('new:address_validation')).files).toMatchObject([
      { id: first },
      { id: second },
    ]);
    await test.db.deleteFrom('files').where('id', '=', first).execute();
    expect((await draftOf('new:address_validation')).files).toMatchObject([{ id: second }]);
  });

  it('P3 of somebody else are neither held nor described', async () => {
    const other = await makeUser(test.db);
    const id = await addFile(test.db, other.id);
    expect((await save({ file: id })).status).toBe(200);
    expect((await draftOf()).files).toEqual([]);
    const row = test.db.selectFrom('drafts').select('file_ids').where('user_id', '=', user.id);
    expect(await row.executeTakeFirst()).toEqual({ file_ids: [] });
  });
});

describe('bad input to a draft', () => {
  it.each([
    ['more than 256 kB', { instructions: 'x'.repeat(262_145) }, 'At most'],
    [
      'nesting deeper than any form',
      { properties: [[[[[[[[[['deep']]]]]]]]]] },
      'The values are nested deeper than any form',
    ],
  ])('%s is refused in words', async (_what, values, message) => {
    const { status, body } = await save(values);
    expect(status).toBe(422);
    expect(body.code).toBe('validation_failed');
    expect(body.issues[0].message).toMatch(message === 'At most' ? /at most 256 kB/ : message);
  });

  it('nested without end is refused, not a server error', async () => {
    const payload = `{"values":{"properties":${'['.repeat(60_000)}${']'.repeat(60_000)}}}`;
    const answer = await test.app.inject({
      method: 'PUT',
      url: `/api/drafts/${FORM}`,
      headers: { ...as(user), 'content-type': 'application/json' },
      payload,
    });
    expect(answer.statusCode).toBe(422);
  });

  it('what PostgreSQL cannot store as text is left out', async () => {
    const { status } = await save({ partnerName: 'a\0b\uD800c' }, FORM, { 'k\0': '\0' });
    expect(status).toBe(200);
    expect(await draftOf()).toMatchObject({
      values: { partnerName: 'ab\uFFFDc' },
      extra: { k: '' },
    });
  });

  it('fields the form does not have are dropped, inherited names included', async () => {
    const answer = await test.app.inject({
      method: 'PUT',
      url: `/api/drafts/${FORM}`,
      headers: { ...as(user), 'content-type': 'application/json' },
      payload: '{"values":{"toString":"x","unknown":"y","partnerName":"Harbour"}}',
    });
    expect(answer.statusCode).toBe(200);
    expect((await draftOf()).values).toEqual({ partnerName: 'Harbour' });
  });

  it('values that are no object are refused at the field', async () => {
    const { status, body } = await call('PUT', FORM, { values: 'x' });
    expect(status).toBe(422);
    expect(body.issues).toMatchObject([{ path: 'values' }]);
  });
});
