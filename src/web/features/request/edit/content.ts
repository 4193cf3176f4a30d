import type { RequestDetail } from '../../../../domain/api/requests.ts';
import type { Actor } from '../../../../domain/people.ts';
import { changedFields, type FieldChange } from '../../../../domain/requests/changes.ts';
import { applicableFields } from '../../../../domain/requests/check-form.ts';
import type { Form, Values } from '../../../../domain/requests/define.ts';
import { ownFields, requestForm } from '../../../../domain/requests/request-form.ts';
import { requestType } from '../../../../domain/requests/types/index.ts';

/** What an edit starts from and what it would do (L19). Pure. */

/** Everything the form asks for, as it is stored. */
export function storedValues(request: RequestDetail): Values {
  if (!requestType(request.type).schedulable) return request.values;
  return {
    ...request.values,
    priority: request.priority,
    ...(request.scheduledOn === null ? {} : { scheduledOn: request.scheduledOn }),
  };
}

/** The date of a request that became pending is settled: its field is left out. */
export function editForm(request: Pick<RequestDetail, 'type' | 'status'>): Form {
  const form = requestForm(requestType(request.type));
  if (request.status !== 'pending') return form;
  return { ...form, fields: form.fields.filter(({ name }) => name !== 'scheduledOn') };
}

type Editor = Pick<Actor, 'id' | 'roles'>;

/** What saving would do besides changing values. */
export type Outlook = 'waits' | 'waits_again' | 'activates' | null;

/**
 * @param values what the form would send now
 * @param editor who would save it
 */
export function outlookOf(request: RequestDetail, values: Values, editor: Editor): Outlook {
  const type = requestType(request.type);
  const own = new Set(ownFields(type).map(({ name }) => name));
  const changes = changesOf(request, values);
  const changesOwn = changes.some(({ field }) => own.has(field));
  if (changesOwn && request.status !== 'pending_approval') {
    if (request.approvedAt !== null) {
      // An approval that stands on a type that asks for none by itself was asked for (L4).
      return type.needsApproval(values) || type.approvalOnDemand ? 'waits_again' : null;
    }
    if (type.needsApproval(values) && !keepsWaiver(request, editor)) return 'waits';
  }
  const losesDate = changes.some(({ field, to }) => field === 'scheduledOn' && to === null);
  return request.status === 'scheduled' && losesDate ? 'activates' : null;
}

/** L1: leadership's own request needs no approval as long as nobody else edits it. */
export function keepsWaiver(request: RequestDetail, editor: Editor): boolean {
  const wasWaived = requestType(request.type).needsApproval(request.values);
  return wasWaived && editor.id === request.requester.id && editor.roles.includes('leadership');
}

function changesOf(request: RequestDetail, values: Values): readonly FieldChange[] {
  const form = editForm(request);
  const stored = storedValues(request);
  const names = new Set(applicableFields(form.fields, stored, {}).map(({ name }) => name));
  const before = Object.entries(stored).filter(([name]) => names.has(name));
  return changedFields(Object.fromEntries(before), values);
}
