import { TEAM_NAMES } from '../people.ts';
import { ACTIONS } from './actions.ts';
import { scheduledOn } from './common-fields.ts';
import type { Form, RequestType } from './define.ts';
import { requestForm } from './request-form.ts';

const forms = new WeakMap<RequestType, Form>();

/**
 * Section 10: what an admin fills in to correct a request, in any status: why, for which team it
 * is, whose it is, and everything the requester filled in. The date is settled by L2, L5 and L19.
 * The same object each time, as `requestForm`.
 */
export function correctionForm(type: RequestType): Form {
  let form = forms.get(type);
  if (form === undefined) {
    const content = requestForm(type);
    form = {
      ...content,
      fields: [
        ...ACTIONS.correct.fields,
        {
          kind: 'select',
          name: 'team',
          label: 'Team',
          required: true,
          options: type.teams.map((value) => ({ value, label: TEAM_NAMES[value] })),
        },
        { kind: 'person', name: 'requester', label: 'Requester', required: true },
        ...content.fields.filter(({ name }) => name !== scheduledOn.name),
      ],
    };
    forms.set(type, form);
  }
  return form;
}
