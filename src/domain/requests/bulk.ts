import type { BulkAction } from '../api/bulk.ts';
import type { Actor } from '../people.ts';
import type { Policy } from '../permissions.ts';
import type { Form } from './define.ts';
import { type Refusal, refuse } from './lifecycle.ts';
import type { RequestState } from './request.ts';
import { fileFields } from './request-form.ts';
import { requestType } from './types/index.ts';

/** One action on many requests: who would change and who is refused, by the table of single ones (X2). */

export interface Verdict<Request extends RequestState = RequestState> {
  readonly request: Request;
  /** Null: the lifecycle lets the actor take the action on this request. */
  readonly refusal: Refusal | null;
  /** Why it cannot be done among several although it could by itself; null when it can. */
  readonly unfit: string | null;
}

/**
 * X2: the lifecycle's answer for each request, and what besides it keeps one form from serving
 * several requests.
 * @param requests those that the actor may see (P3)
 */
export function bulkVerdicts<Request extends RequestState>(
  actor: Actor,
  action: BulkAction,
  requests: readonly Request[],
  policy: Policy,
): readonly Verdict<Request>[] {
  const verdicts = requests.map((request) => {
    const refusal = refuse(actor, action, request, policy);
    return { request, refusal, unfit: refusal === null ? unfitAlone(action, request) : null };
  });
  const mixed = action === 'send_to_qa' ? mixedTypes(verdicts.filter(isAllowed)) : null;
  return mixed === null
    ? verdicts
    : verdicts.map((verdict) => (isAllowed(verdict) ? { ...verdict, unfit: mixed } : verdict));
}

export function isAllowed({ refusal, unfit }: Verdict): boolean {
  return refusal === null && unfit === null;
}

/** A sentence, with its full stop; null when the action is possible. */
export function reasonOf({ refusal, unfit }: Verdict): string | null {
  const reason = refusal?.reason ?? unfit;
  return reason === null ? null : `${reason}.`;
}

/** The reason that most of them have, to say why nothing at all is possible. */
export function mainReason(verdicts: readonly Verdict[]): string | null {
  const reasons = Map.groupBy(verdicts.map(reasonOf), (reason) => reason);
  const [most] = [...reasons.values()].toSorted((a, b) => b.length - a.length);
  return most?.[0] ?? null;
}

/** Whether one of these could ever take the action, in another status perhaps: else no menu lists it. */
export function isEver(verdicts: readonly Verdict[]): boolean {
  return verdicts.some(({ refusal }) => refusal?.kind !== 'not_eligible');
}

function unfitAlone(action: BulkAction, request: RequestState): string | null {
  const type = requestType(request.type);
  if (action === 'edit' && !type.schedulable) {
    return `${type.name} requests have neither a priority nor a date`;
  }
  if (action === 'send_to_qa' && hasFiles(type.operation)) {
    return `${type.name} requests have output files of their own; send each to QA by itself`;
  }
  return null;
}

function hasFiles(form: Form): boolean {
  return fileFields(form.fields).length > 0;
}

/** L9: the operation details are one form for all, and that form is a type's. */
function mixedTypes(allowed: readonly Verdict[]): string | null {
  const names = new Set(allowed.map(({ request }) => requestType(request.type).name));
  return names.size < 2
    ? null
    : `The operation details differ between types; choose one of ${[...names].join(', ')}`;
}
