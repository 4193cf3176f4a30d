import { DomainError, type Issue } from '../../domain/errors.ts';
import type { CalendarDay } from '../../domain/kernel/calendar.ts';
import { checkForm } from '../../domain/requests/check-form.ts';
import {
  type Form,
  isKeptSecret,
  type RequestType,
  type Values,
} from '../../domain/requests/define.ts';
import { fileIds, secretFields } from '../../domain/requests/request-form.ts';
import type { Context } from '../context.ts';
import type { Tx } from '../db/transaction.ts';
import { openDraftSecrets } from '../drafts/commands.ts';
import { fileFacts } from '../files/queries.ts';

export interface Filled {
  readonly form: Form;
  readonly raw: Values;
  readonly actorId: number;
  /** The request being changed: its files may be named again. */
  readonly requestId?: number;
  readonly today: CalendarDay;
  readonly previous: Values | null;
  /** For operation fields: the values of the request. */
  readonly request: Values;
}

/** The form engine's answer with what the database knows about the files. */
export async function checkFilled(tx: Tx, filled: Filled) {
  const { form, raw, actorId, requestId } = filled;
  const named = fileIds(form, raw).map(({ fileId }) => fileId);
  const files = await fileFacts(tx, named, {
    actorId,
    ...(requestId === undefined ? {} : { requestId }),
  });
  return checkForm(form, raw, {
    today: filled.today,
    files,
    previous: filled.previous,
    request: filled.request,
  });
}

export function invalid(issues: readonly Issue[]): DomainError {
  return new DomainError('validation_failed', 'Correct the fields named below and try again.', {
    issues,
  });
}

/** Puts the secrets that a draft holds in the place of their kept markers. */
export async function withDraftSecrets(
  tx: Tx,
  context: Context,
  options: {
    readonly type: RequestType;
    readonly raw: Values;
    readonly userId: number;
    readonly draft: string | undefined;
  },
): Promise<Values> {
  const { type, raw, userId, draft } = options;
  const kept = secretFields(type).filter(({ name }) => isKeptSecret(raw[name]));
  if (draft === undefined || kept.length === 0) return raw;
  const secrets = await openDraftSecrets(tx, context, userId, draft);
  const opened = kept.flatMap(({ name }) => {
    const secret = secrets[name];
    return secret === undefined ? [] : [[name, secret] as const];
  });
  return { ...raw, ...Object.fromEntries(opened) };
}
