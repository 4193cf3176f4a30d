import { beforeAll, describe, expect, it } from 'vitest';
import { makeUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import {
  type Cast,
  CONTENT,
  makeCast,
  makeFile,
  problem,
  requestsApi,
} from '../../../../tests/helpers/requests.ts';

const test = useApp();
const api = requestsApi(test);
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});

const withFile = (file: unknown) => ({
  type: 'user_records',
  values: { partnerName: 'Northwind', file },
});
const gone = [{ path: 'file', message: 'This file is no longer there; add it again' }];

describe('files of a request', () => {
  it('are attached with the creation and shown with their uploader', async () => {
    const file = await makeFile(test, cast.requester, 'users.xlsx');
    const reply = await api.create(cast.requester, withFile(file));
    const { code } = reply.body as { code: string };
    const detail = await api.detail(cast.operator, code);
    expect(detail.values.file).toBe(file);
    expect(detail.files).toMatchObject([
      { id: file, name: 'users.xlsx', uploader: { id: cast.requester.id } },
    ]);
    expect(detail.events[0]?.files).toEqual([]);
  });

  it('must be the actor’s own, attached nowhere yet, and of the right kind', async () => {
    const others = await makeFile(test, cast.teammate, 'users.xlsx');
    const used = await makeFile(test, cast.requester, 'users.xlsx');
    await api.create(cast.requester, withFile(used));
    for (const file of [others, used, 'nonsense', '00000000-0000-4000-8000-000000000000', 7]) {
      const reply = await api.create(cast.requester, withFile(file));
      expect(reply.status, String(file)).toBe(422);
      expect(problem(reply).issues, String(file)).toEqual(gone);
    }
    const picture = await makeFile(test, cast.requester, 'users.png');
    const reply = await api.create(cast.requester, withFile(picture));
    expect(problem(reply).issues?.[0]?.message).toContain('“users.png” is not accepted here');
  });

  it('F5 one file submitted twice at once belongs to one request, the other is refused', async () => {
    const file = await makeFile(test, cast.requester, 'users.xlsx');
    const replies = await Promise.all(
      Array.from({ length: 5 }, () => api.create(cast.requester, withFile(file))),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422, 422]);
    const refused = replies.find(({ status }) => status === 422);
    expect(refused && problem(refused).issues).toEqual(gone);
  });

  it('F-SD1 a CSV without the columns is refused with their names', async () => {
    const accountant = await makeUser(test.db, { teams: ['accounting'] });
    const csv = { columns: ['Market', 'Dispute Id', 'Deadline'], rows: 2 };
    const file = await makeFile(test, accountant, 'disputes.csv', csv);
    const values = { file, premiumDisputes: 2 };
    const reply = await api.create(accountant, { type: 'stripe_disputes', values });
    expect(problem(reply).issues).toEqual([
      { path: 'file', message: '“disputes.csv” lacks the column: Internal Notes' },
    ]);
  });

  it('F-XF1, L9, L11 XML files: inputs of the request, outputs of operator and QA agent', async () => {
    const { outsider, operator, qa } = cast;
    const file = await makeFile(test, outsider, 'states.xlsx');
    const values = { state: 'CA', carriers: ['rvic'], file };
    const without = await api.create(outsider, { type: 'xml_files', values });
    expect(problem(without).issues).toEqual([{ path: 'rvicZip', message: 'Add RVIC ZIP' }]);
    const input = await makeFile(test, outsider, 'input.zip');
    const made = await api.create(outsider, {
      type: 'xml_files',
      values: { ...values, rvicZip: input },
    });
    const { code } = made.body as { code: string };
    await api.did(operator, code, 'operate');
    const output = await makeFile(test, operator, 'output.zip');
    await api.did(operator, code, 'send_to_qa', { rvicZip: output });
    await api.did(qa, code, 'start_qa');
    const confirmed = await api.did(qa, code, 'complete', { rvicZip: output });
    expect(confirmed.operation).toEqual({ rvicZip: output });
    expect(confirmed.events[0]?.files).toEqual([]);
    await api.did(cast.leader, code, 'reject', { reason: 'Wrong month' });
    await api.did(operator, code, 'send_to_qa', { rvicZip: output });
    await api.did(qa, code, 'start_qa');
    const corrected = await makeFile(test, qa, 'corrected.zip');
    const detail = await api.did(qa, code, 'complete', { rvicZip: corrected });
    expect(detail.operation).toEqual({ rvicZip: corrected });
    expect(detail.values.rvicZip).toBe(input);
    expect(detail.events[0]).toMatchObject({
      changes: [{ field: 'rvicZip', from: output, to: corrected }],
      files: [{ id: corrected }],
    });
    expect(detail.files).toHaveLength(4);
  });

  it('L8 come with the event that brought them', async () => {
    const code = await api.created(cast.requester);
    await api.did(cast.operator, code, 'operate');
    await api.did(cast.operator, code, 'block', { reason: 'Which users?' });
    const file = await makeFile(test, cast.requester, 'answer.txt');
    await api.did(cast.requester, code, 'resolve', { message: 'These', file });
    const { events, files } = await api.detail(cast.operator, code);
    expect(events[0]).toMatchObject({ action: 'resolve', files: [{ id: file }] });
    expect(files).toHaveLength(1);
  });

  it('L19 an edit keeps files of the request and replaces others, none is lost', async () => {
    const first = await makeFile(test, cast.requester, 'first.xlsx');
    const created = await api.create(cast.requester, withFile(first));
    const { code } = created.body as { code: string };
    const kept = { ...withFile(first).values, partnerName: 'Southwind' };
    await api.did(cast.teammate, code, 'edit', kept);
    const second = await makeFile(test, cast.teammate, 'second.xlsx');
    const { files, events, values } = await api.did(cast.teammate, code, 'edit', {
      ...kept,
      file: second,
    });
    expect(values.file).toBe(second);
    expect(files.map(({ id }) => id).sort()).toEqual([first, second].sort());
    expect(events[0]).toMatchObject({
      changes: [{ field: 'file', from: first, to: second }],
      files: [{ id: second }],
    });
  });

  it('P3 a file of another request cannot be taken along', async () => {
    const file = await makeFile(test, cast.requester, 'users.xlsx');
    await api.create(cast.requester, withFile(file));
    const code = await api.created(cast.requester, 'user_records', CONTENT.user_records);
    const values = { ...withFile(file).values };
    const reply = await api.act(cast.requester, code, 'edit', { version: 1, values });
    expect(problem(reply).issues).toEqual(gone);
  });
});
