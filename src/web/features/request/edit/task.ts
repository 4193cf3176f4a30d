import type { RequestDetail } from '../../../../domain/api/requests.ts';
import type { Form, Values } from '../../../../domain/requests/define.ts';
import type { PeopleFilter } from '../../../api/queries.ts';
import { edit as words } from '../../../words/request.ts';
import { editForm, storedValues } from './content.ts';

/**
 * The two ways to change what a request says, over the same form and with the same care for others
 * who change it meanwhile (X1): an edit (L19) and an admin's correction (section 10).
 */
export interface ContentTask {
  readonly action: 'edit' | 'correct';
  readonly formOf: (request: RequestDetail) => Form;
  /** Everything the form asks for, as it is stored. */
  readonly storedOf: (request: RequestDetail) => Values;
  readonly submit: string;
  readonly saved: (code: string) => string;
  /** Whom a person field offers. */
  readonly peopleOf?: (request: RequestDetail) => PeopleFilter;
}

export const EDIT: ContentTask = {
  action: 'edit',
  formOf: editForm,
  storedOf: storedValues,
  submit: words.submit,
  saved: words.saved,
};

export function draftNameOf({ action }: ContentTask, code: string): string {
  return `${action}:${code}`;
}
