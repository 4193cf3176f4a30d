import type { RequestDetail } from '../../../../domain/api/requests.ts';
import type { Actor } from '../../../../domain/people.ts';
import { ACTIONS } from '../../../../domain/requests/actions.ts';
import { changedFields, type FieldChange } from '../../../../domain/requests/changes.ts';
import { applicableFields } from '../../../../domain/requests/check-form.ts';
import { correctionForm } from '../../../../domain/requests/correct-form.ts';
import type { Values } from '../../../../domain/requests/define.ts';
import { ownFields } from '../../../../domain/requests/request-form.ts';
import { requestType } from '../../../../domain/requests/types/index.ts';
import { keepsWaiver, storedValues } from '../edit/content.ts';

/** What a correction starts from and what it would do (section 10, L19). Pure. */

export function storedForCorrection(request: RequestDetail): Values {
  const { scheduledOn: _date, ...content } = storedValues(request);
  return { ...content, team: request.team, requester: request.requester.id };
}

export interface CorrectionOutlook {
  readonly changes: readonly FieldChange[];
  /** It goes back to leadership. */
  readonly waits: boolean;
  /** An approval that was given does not stand any more, and work goes on. */
  readonly withdraws: boolean;
}

/**
 * @param values what the form would send now
 * @param admin who would save it
 */
export function correctionOutlook(
  request: RequestDetail,
  values: Values,
  admin: Pick<Actor, 'id' | 'roles'>,
): CorrectionOutlook {
  const type = requestType(request.type);
  const changes = changesOf(request, values);
  const own = new Set(ownFields(type).map(({ name }) => name));
  const changesOwn = changes.some(({ field }) => own.has(field));
  const isApproved = request.approvedAt !== null;
  const wasWaived = !isApproved && type.needsApproval(request.values);
  const isAnothers = changes.some(({ field }) => field === 'requester');
  // P6: nobody comes to have approved their own request; L1: a waiver was its requester's.
  const ends =
    changesOwn || (isAnothers && (wasWaived || request.approvedBy?.id === values.requester));
  const isBeforeWork =
    ACTIONS.edit.from.includes(request.status) && request.status !== 'pending_approval';
  const isNeeded = isApproved
    ? type.needsApproval(values) || type.approvalOnDemand
    : type.needsApproval(values) && (isAnothers || !keepsWaiver(request, admin));
  const waits = ends && isBeforeWork && isNeeded;
  return { changes, waits, withdraws: ends && isApproved && !waits };
}

/** The reason is no value of the request. */
function changesOf(request: RequestDetail, values: Values): readonly FieldChange[] {
  const stored = storedForCorrection(request);
  const { fields } = correctionForm(requestType(request.type));
  const names = new Set(applicableFields(fields, stored, {}).map(({ name }) => name));
  const before = Object.entries(stored).filter(([name]) => names.has(name));
  const { reason: _reason, ...after } = values;
  return changedFields(Object.fromEntries(before), after);
}
