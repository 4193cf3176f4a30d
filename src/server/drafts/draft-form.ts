import { DomainError } from '../../domain/errors.ts';
import { ACTIONS, type ActionKey, actionForm, isActionKey } from '../../domain/requests/actions.ts';
import { isCode } from '../../domain/requests/codes.ts';
import { COMMENT_FORM } from '../../domain/requests/comment.ts';
import { correctionForm } from '../../domain/requests/correct-form.ts';
import type { Form, RequestType, Values } from '../../domain/requests/define.ts';
import { requestTitle } from '../../domain/requests/naming.ts';
import { requestForm, secretFields } from '../../domain/requests/request-form.ts';
import { isRequestTypeKey, requestType, typeByPrefix } from '../../domain/requests/types/index.ts';

/** What a draft's name stands for: `new:<type>`, `edit:<code>`, `comment:<code>` or `<action>:<code>`. */
export interface DraftForm {
  readonly name: string;
  readonly type: RequestType;
  readonly form: Form;
  /** Null for a request that does not exist yet. */
  readonly code: string | null;
  readonly action: ActionKey | 'comment' | null;
}

/** @throws DomainError `not_found` for names that stand for no form */
export function parseDraftForm(name: string): DraftForm {
  const parsed = newRequest(name) ?? actionOnRequest(name);
  if (parsed === null) {
    throw new DomainError(
      'not_found',
      'There is no such form. Drafts are named “new:<type>”, “comment:<code>” or “<action>:<code>”.',
    );
  }
  return parsed;
}

function newRequest(name: string): DraftForm | null {
  const key = name.startsWith('new:') ? name.slice('new:'.length) : '';
  if (!isRequestTypeKey(key)) return null;
  const type = requestType(key);
  return { name, type, form: requestForm(type), code: null, action: null };
}

function actionOnRequest(name: string): DraftForm | null {
  const colon = name.indexOf(':');
  const [action, code] = [name.slice(0, colon), name.slice(colon + 1)];
  // The code itself says of which type the request is (R1).
  const type = typeByPrefix(code.slice(0, 2));
  if (type === null || !isCode(code)) return null;
  if (action === 'comment') return { name, type, form: COMMENT_FORM, code, action };
  if (!isActionKey(action)) return null;
  return { name, type, form: formOf(action, type), code, action };
}

function formOf(action: ActionKey, type: RequestType): Form {
  if (action === 'edit') return requestForm(type);
  return action === 'correct' ? correctionForm(type) : actionForm(action, type);
}

/** The names of the form's encrypted fields. */
export function secretNames(draft: DraftForm): readonly string[] {
  return draft.code === null || draft.action === 'edit' || draft.action === 'correct'
    ? secretFields(draft.type).map(({ name }) => name)
    : [];
}

/** How a draft is called in a list: what it would become, or what it would do to which request. */
export function draftTitle({ type, code, action }: DraftForm, values: Values): string {
  if (action === null || code === null) return requestTitle(type, values);
  return `${action === 'comment' ? 'Comment' : ACTIONS[action].label} – ${code}`;
}
