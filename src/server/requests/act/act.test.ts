import { beforeAll, describe, expect, it } from 'vitest';
import { makeUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import {
  type Cast,
  makeCast,
  NEEDS_APPROVAL,
  OPERATION,
  problem,
  requestsApi,
} from '../../../../tests/helpers/requests.ts';

const test = useApp();
const api = requestsApi(test);
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});

/** Each test acts at its own moment, so that a wrong timestamp shows. */
const later = () => {
  test.clock.advance({ minutes: 7 });
  return test.clock.now();
};

const lastEvent = async (code: string) => (await api.events(code)).at(-1);
const lastNotified = async (code: string) => (await api.notified(code)).at(-1);

async function waitingForApproval(more: object = {}): Promise<string> {
  return api.created(cast.requester, 'deactivation_toggle', { ...NEEDS_APPROVAL, ...more });
}
async function inProgress(): Promise<string> {
  const code = await api.created(cast.requester);
  await api.did(cast.operator, code, 'operate');
  return code;
}
async function sentToQa(): Promise<string> {
  const code = await inProgress();
  await api.did(cast.operator, code, 'send_to_qa', OPERATION);
  return code;
}
async function inQa(): Promise<string> {
  const code = await sentToQa();
  await api.did(cast.qa, code, 'start_qa');
  return code;
}
async function completed(): Promise<string> {
  const code = await inQa();
  await api.did(cast.qa, code, 'complete', OPERATION);
  return code;
}
async function blocked(): Promise<string> {
  const code = await inProgress();
  await api.did(cast.operator, code, 'block', { reason: 'The link is **empty**' });
  return code;
}

describe('approval', () => {
  it('L2 approve makes it pending, starts TAT, keeps what was approved', async () => {
    const code = await waitingForApproval({ instructions: 'After lunch' });
    const now = later();
    expect(await api.effect(cast.leader, code, 'approve')).toEqual({
      status: 'pending',
      status_since: now,
      updated_at: now,
      approved_at: now,
      approved_by: cast.leader.id,
      approved_content: { ...NEEDS_APPROVAL, instructions: 'After lunch' },
      tat_start_at: now,
      version: 2,
    });
    expect(await lastEvent(code)).toMatchObject({
      action: 'approve',
      actor_id: cast.leader.id,
      from_status: 'pending_approval',
      to_status: 'pending',
      at: now,
    });
    expect(await lastNotified(code)).toMatchObject({
      event: 'request_approved',
      reaction: 'handshake',
      deliveries: [
        'email operations',
        `email user:${cast.requester.id}`,
        'slack channel',
        'telegram chat',
      ],
    });
  });

  it('L2 approve leaves a date still ahead to the activation, without TAT', async () => {
    const code = await waitingForApproval({ scheduledOn: '2026-11-25' });
    const now = later();
    expect(await api.effect(cast.leader, code, 'approve')).toMatchObject({
      status: 'scheduled',
      approved_at: now,
    });
    expect((await api.row(code)).tat_start_at).toBeNull();
  });

  it('P6 nobody approves a request of their own', async () => {
    const code = await api.created(
      cast.admin,
      'deactivation_toggle',
      { ...NEEDS_APPROVAL },
      { onBehalfOf: cast.leader.id },
    );
    expect((await api.row(code)).status).toBe('pending_approval');
    const own = await api.act(cast.leader, code, 'approve');
    expect(own).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
    expect(problem(own).detail).toBe('Your own request must be approved by somebody else.');
    await api.did(cast.leader2, code, 'approve');
  });

  it('L3 decline cancels it for a reason that is asked for', async () => {
    const code = await waitingForApproval({ scheduledOn: '2026-11-30' });
    const without = await api.act(cast.leader, code, 'decline');
    expect(without.status).toBe(422);
    expect(problem(without).issues).toEqual([{ path: 'reason', message: 'Enter reason' }]);
    const now = later();
    expect(await api.effect(cast.leader, code, 'decline', { reason: 'Not *yet*' })).toEqual({
      status: 'cancelled',
      status_since: now,
      updated_at: now,
      cancelled_at: now,
      cancelled_by: cast.leader.id,
      scheduled_on: null,
      scheduled_timezone: null,
      scheduled_at: null,
      version: 2,
    });
    expect(await lastEvent(code)).toMatchObject({ action: 'decline', message: 'Not *yet*' });
    expect(await lastNotified(code)).toMatchObject({ event: 'request_cancelled' });
  });

  it('L4 ask for approval is the admin’s, for two types, and clears TAT', async () => {
    const code = await api.created(cast.requester, 'property_records');
    const now = later();
    expect(await api.effect(cast.admin, code, 'ask_for_approval')).toEqual({
      status: 'pending_approval',
      status_since: now,
      updated_at: now,
      approval_asked: true,
      tat_start_at: null,
      version: 2,
    });
    expect(await lastNotified(code)).toMatchObject({
      event: 'request_pending_approval',
      mentions: [cast.leader.id, cast.leader2.id],
      deliveries: [
        'email operations',
        `email user:${cast.leader.id}`,
        `email user:${cast.leader2.id}`,
        'slack channel',
        'telegram chat',
      ],
    });
    const other = await api.created(cast.requester, 'user_records');
    expect(await api.act(cast.admin, other, 'ask_for_approval')).toMatchObject({ status: 403 });
  });
});

describe('work', () => {
  it('L6 operate assigns the actor and clears the notice of an uncancelling', async () => {
    const code = await api.created(cast.requester);
    await api.did(cast.requester, code, 'cancel');
    await api.did(cast.requester, code, 'uncancel');
    const now = later();
    expect(await api.effect(cast.operator, code, 'operate')).toEqual({
      status: 'in_progress',
      status_since: now,
      updated_at: now,
      operator_id: cast.operator.id,
      operated_at: now,
      uncancelled_at: null,
      uncancelled_by: null,
      version: 4,
    });
    expect((await api.notified(code)).map(({ event }) => event)).toEqual([
      'new_request_created',
      'request_cancelled',
      'request_uncancelled',
    ]);
  });

  it('L7 block keeps the operator and tells the requester', async () => {
    const code = await inProgress();
    expect((await api.act(cast.operator, code, 'block', { values: {} })).status).toBe(422);
    const now = later();
    expect(await api.effect(cast.qa, code, 'block', { reason: 'No access' })).toEqual({
      status: 'blocked',
      status_since: now,
      updated_at: now,
      blocked_at: now,
      blocked_by: cast.qa.id,
      version: 3,
    });
    expect(await lastEvent(code)).toMatchObject({ action: 'block', message: 'No access' });
    expect(await lastNotified(code)).toMatchObject({
      event: 'request_blocked',
      mentions: [cast.requester.id],
      people: { operatorId: cast.operator.id, actorId: cast.qa.id },
    });
  });

  it('X3 somebody whose account is not active any more gets no delivery', async () => {
    const left = await makeUser(test.db, { teams: ['revenue'] });
    const code = await api.created(left);
    await test.db
      .updateTable('users')
      .set({ is_active: false })
      .where('id', '=', left.id)
      .execute();
    await api.did(cast.operator, code, 'block', { reason: 'Which users?' });
    expect((await lastNotified(code))?.deliveries).toEqual([
      `email user:${cast.operator.id}`,
      'slack channel',
      'telegram chat',
    ]);
  });

  it('L8 resolve restarts TAT, keeps the last operator, carries message and link', async () => {
    const code = await blocked();
    const now = later();
    expect(
      await api.effect(cast.teammate, code, 'resolve', {
        message: 'Here it is',
        link: 'https://example.com/new',
      }),
    ).toEqual({
      status: 'pending',
      status_since: now,
      updated_at: now,
      blocked_at: null,
      blocked_by: null,
      tat_start_at: now,
      version: 4,
    });
    const { events, operator } = await api.detail(cast.requester, code);
    expect(operator?.id).toBe(cast.operator.id);
    expect(events[0]).toMatchObject({
      action: 'resolve',
      message: 'Here it is',
      link: 'https://example.com/new',
      changes: [],
    });
    expect(await lastNotified(code)).toMatchObject({
      event: 'request_resolved',
      people: { blockedBy: cast.operator.id },
      deliveries: [
        'email operations',
        `email user:${cast.operator.id}`,
        `email user:${cast.requester.id}`,
        'slack channel',
        'telegram chat',
      ],
    });
    await api.did(cast.operator2, code, 'operate');
    expect((await api.row(code)).operator_id).toBe(cast.operator2.id);
  });

  it('L9 send to QA is its operator’s and stores the operation details', async () => {
    const code = await inProgress();
    const { version } = await api.row(code);
    const other = await api.act(cast.operator2, code, 'send_to_qa', { version, values: OPERATION });
    expect(other).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
    const bad = await api.act(cast.operator, code, 'send_to_qa', {
      version,
      values: { usersUpdated: -1 },
    });
    expect(problem(bad).issues?.map(({ path }) => path)).toEqual([
      'usersUpdated',
      'propertiesUpdated',
    ]);
    const now = later();
    const values = { ...OPERATION, operatingNotes: 'Took a while' };
    expect(await api.effect(cast.operator, code, 'send_to_qa', values)).toEqual({
      status: 'qa_pending',
      status_since: now,
      updated_at: now,
      operation: values,
      sent_to_qa_at: now,
      version: 3,
    });
    const event = await lastEvent(code);
    expect(event?.details).toEqual({
      changes: [
        { field: 'usersUpdated', from: null, to: 3 },
        { field: 'propertiesUpdated', from: null, to: 0 },
        { field: 'operatingNotes', typed: true },
      ],
    });
    expect(event?.changes).toEqual({ operatingNotes: { from: null, to: 'Took a while' } });
  });

  it('L10, P6 start QA is not the operator’s unless the setting allows it', async () => {
    const code = await api.created(cast.requester);
    await api.did(cast.qa2, code, 'operate');
    await api.did(cast.qa2, code, 'send_to_qa', OPERATION);
    expect(await api.act(cast.qa2, code, 'start_qa')).toMatchObject({ status: 403 });
    await test.db.insertInto('settings').values({ key: 'four_eyes_qa', value: 'false' }).execute();
    await api.did(cast.qa2, code, 'start_qa');
    await test.db.deleteFrom('settings').execute();
    const second = await sentToQa();
    const now = later();
    expect(await api.effect(cast.qa, second, 'start_qa')).toEqual({
      status: 'qa_in_progress',
      status_since: now,
      updated_at: now,
      qa_agent_id: cast.qa.id,
      qa_started_at: now,
      version: 4,
    });
  });

  it('L11 complete is its QA agent’s, corrects the details and clears the update flag', async () => {
    const code = await inQa();
    await api.did(cast.requester, code, 'ask_for_update');
    const { version } = await api.row(code);
    const other = { version, values: OPERATION };
    expect(await api.act(cast.qa2, code, 'complete', other)).toMatchObject({ status: 403 });
    const now = later();
    expect(await api.effect(cast.qa, code, 'complete', { ...OPERATION, usersUpdated: 4 })).toEqual({
      status: 'completed',
      status_since: now,
      updated_at: now,
      completed_at: now,
      operation: { ...OPERATION, usersUpdated: 4 },
      update_requested_at: null,
      update_requested_by: null,
      version: 5,
    });
    expect((await lastEvent(code))?.details).toEqual({
      changes: [{ field: 'usersUpdated', from: 3, to: 4 }],
    });
    expect((await lastNotified(code))?.event).toBe('request_completed');
  });

  it('L12 reject clears QA and completion, keeps the operator; the next send clears the mark', async () => {
    const code = await completed();
    const now = later();
    expect(await api.effect(cast.requester, code, 'reject', { reason: 'One is missing' })).toEqual({
      status: 'in_progress',
      status_since: now,
      updated_at: now,
      qa_agent_id: null,
      sent_to_qa_at: null,
      qa_started_at: null,
      completed_at: null,
      previously_rejected: true,
      version: 6,
    });
    expect(await lastNotified(code)).toMatchObject({
      event: 'request_rejected',
      mentions: [cast.operator.id, cast.qa.id],
    });
    expect(await api.effect(cast.operator, code, 'send_to_qa', OPERATION)).toMatchObject({
      previously_rejected: false,
    });
  });

  it('L12 the requester’s thirty days end, leadership’s do not', async () => {
    const code = await completed();
    test.clock.advance({ days: 30, seconds: 1 });
    const reason = { values: { reason: 'Too late' } };
    expect(await api.act(cast.requester, code, 'reject', reason)).toMatchObject({ status: 403 });
    await api.did(cast.leader, code, 'reject', { reason: 'Still wrong' });
  });

  it('L15 unassign gives the work back and leaves TAT alone', async () => {
    const code = await inProgress();
    const now = later();
    expect(await api.effect(cast.operator, code, 'unassign')).toEqual({
      status: 'pending',
      status_since: now,
      updated_at: now,
      operator_id: null,
      operated_at: null,
      version: 3,
    });
    const qa = await inQa();
    expect(await api.act(cast.operator, qa, 'unassign')).toMatchObject({ status: 403 });
    expect(await api.effect(cast.admin, qa, 'unassign')).toMatchObject({
      status: 'qa_pending',
      qa_agent_id: null,
      qa_started_at: null,
    });
  });

  it('L20 assign hands the work to somebody who may have it', async () => {
    const code = await api.created(cast.requester);
    const gone = await makeUser(test.db, { roles: ['operator'], isActive: false });
    for (const [assignee, message] of [
      [gone.id, 'This account is not active'],
      [cast.qa.id, 'This person does not have the role Operator'],
      [999_999, 'This person is not known'],
    ]) {
      const reply = await api.act(cast.leader, code, 'assign', { values: { assignee } });
      expect(reply.status).toBe(422);
      expect(problem(reply).issues).toEqual([{ path: 'assignee', message }]);
    }
    const now = later();
    expect(
      await api.effect(cast.leader, code, 'assign', { assignee: cast.operator.id }),
    ).toMatchObject({
      status: 'in_progress',
      operator_id: cast.operator.id,
      operated_at: now,
      version: 2,
    });
    const { events } = await api.detail(cast.requester, code);
    expect(events[0]).toMatchObject({ action: 'assign', person: { id: cast.operator.id } });
    // X3: told by email, and to nobody else.
    expect(await lastNotified(code)).toMatchObject({
      event: 'work_assigned',
      mentions: [],
      reaction: null,
      deliveries: [`email user:${cast.operator.id}`],
    });

    const forQa = await api.created(cast.requester);
    await api.did(cast.qa2, forQa, 'operate');
    await api.did(cast.qa2, forQa, 'send_to_qa', OPERATION);
    const own = await api.act(cast.admin, forQa, 'assign', { values: { assignee: cast.qa2.id } });
    expect(problem(own).issues?.[0]?.path).toBe('assignee');
    expect(await api.effect(cast.admin, forQa, 'assign', { assignee: cast.qa.id })).toMatchObject({
      status: 'qa_in_progress',
      qa_agent_id: cast.qa.id,
    });
  });
});

describe('cancelling', () => {
  it('L13 cancel takes an optional reason and clears date and flag', async () => {
    const code = await inProgress();
    await api.did(cast.teammate, code, 'ask_for_update');
    const now = later();
    expect(await api.effect(cast.operator, code, 'cancel')).toEqual({
      status: 'cancelled',
      status_since: now,
      updated_at: now,
      cancelled_at: now,
      cancelled_by: cast.operator.id,
      update_requested_at: null,
      update_requested_by: null,
      version: 3,
    });
    const scheduled = await api.created(cast.requester, 'user_records', {
      scheduledOn: '2027-01-04',
    });
    expect(await api.effect(cast.requester, scheduled, 'cancel', { reason: 'Gone' })).toMatchObject(
      {
        scheduled_on: null,
        scheduled_at: null,
        scheduled_timezone: null,
      },
    );
    expect((await lastEvent(scheduled))?.message).toBe('Gone');
  });

  it('L14 uncancel clears the work, keeps its details, restarts TAT', async () => {
    const code = await sentToQa();
    await api.did(cast.leader, code, 'cancel');
    const now = later();
    expect(await api.effect(cast.teammate, code, 'uncancel')).toEqual({
      status: 'pending',
      status_since: now,
      updated_at: now,
      operator_id: null,
      operated_at: null,
      sent_to_qa_at: null,
      cancelled_at: null,
      cancelled_by: null,
      uncancelled_at: now,
      uncancelled_by: cast.teammate.id,
      tat_start_at: now,
      version: 5,
    });
    expect((await api.row(code)).operation).toEqual(OPERATION);
    expect(await lastNotified(code)).toMatchObject({
      event: 'request_uncancelled',
      people: { operatorId: cast.operator.id, cancelledBy: cast.leader.id },
    });
  });

  it('L14 uncancel waits for an approval that is needed and does not stand', async () => {
    const code = await waitingForApproval();
    await api.did(cast.requester, code, 'cancel');
    expect(await api.effect(cast.requester, code, 'uncancel')).toMatchObject({
      status: 'pending_approval',
    });
    await api.did(cast.leader, code, 'approve');
    await api.did(cast.requester, code, 'cancel');
    expect(await api.effect(cast.requester, code, 'uncancel')).toMatchObject({ status: 'pending' });
  });
});

describe('updates', () => {
  it('L16 asking sets the flag once and does not change the version', async () => {
    const code = await inProgress();
    const now = later();
    expect(await api.effect(cast.requester, code, 'ask_for_update')).toEqual({
      updated_at: now,
      update_requested_at: now,
      update_requested_by: cast.requester.id,
    });
    expect(await lastNotified(code)).toMatchObject({
      event: 'update_requested',
      mentions: [cast.operator.id],
    });
    const again = await api.act(cast.teammate, code, 'ask_for_update');
    expect(again.status).toBe(409);
    expect(problem(again).detail).toMatch(/^An update has been asked for already\. /);
  });

  it('L17 giving clears the flag, and is possible without one', async () => {
    const code = await inProgress();
    await api.did(cast.requester, code, 'ask_for_update');
    const now = later();
    expect(await api.effect(cast.operator, code, 'give_update', { message: 'Half done' })).toEqual({
      updated_at: now,
      update_requested_at: null,
      update_requested_by: null,
    });
    await api.did(cast.operator, code, 'give_update', { message: 'Nearly done' });
    expect((await api.events(code)).map(({ message }) => message)).toEqual([
      null,
      null,
      null,
      'Half done',
      'Nearly done',
    ]);
    expect(await lastNotified(code)).toMatchObject({ event: 'update_provided' });
  });
});
