import type { BulkAction, BulkPreview } from '../../../domain/api/bulk.ts';
import type { Role } from '../../../domain/people.ts';
import { ACTIONS, actionForm } from '../../../domain/requests/actions.ts';
import { priority, scheduledOn } from '../../../domain/requests/common-fields.ts';
import type { Field, Form, Values } from '../../../domain/requests/define.ts';
import { typeByPrefix } from '../../../domain/requests/types/index.ts';
import { bulkWords as words } from '../../words/bulk.ts';

/** The form that an action asks for once, for all rows. Pure. */

const KEEP = 'keep';

/** L19: what every schedulable request has. Which day is possible is each requester's zone's matter. */
const EDIT: Form = {
  fields: [
    {
      kind: 'select',
      name: priority.name,
      label: priority.label,
      options: [
        { value: KEEP, label: words.keepPriority },
        ...(priority.kind === 'select' ? priority.options : []),
      ],
    },
    { kind: 'day', name: scheduledOn.name, label: scheduledOn.label, help: words.keepDate },
  ],
  rules: [
    {
      id: 'L19',
      check: (values) =>
        values.priority === KEEP && values.scheduledOn === undefined
          ? [{ path: priority.name, message: words.nothingToChange }]
          : [],
    },
  ],
  warnings: [],
};

export function bulkForm(action: BulkAction, preview: BulkPreview): Form {
  if (action === 'edit') return EDIT;
  // L11: each row's own operation details are confirmed as they stand.
  if (action === 'complete') return { fields: [], rules: [], warnings: [] };
  const type = typeByPrefix(changing(preview)[0]?.code.slice(0, 2) ?? '');
  if (action === 'send_to_qa' && type !== null) return actionForm(action, type);
  // A file belongs to one request.
  const fields = ACTIONS[action].fields.filter((field: Field) => field.kind !== 'file');
  return { fields, rules: [], warnings: [] };
}

export function bulkInitial(action: BulkAction): Values {
  return action === 'edit' ? { priority: KEEP } : {};
}

/** What is sent: what is left as it is does not appear. */
export function bulkValues(action: BulkAction, values: Values): Values {
  if (action !== 'edit' || values.priority !== KEEP) return values;
  const { priority: _kept, ...rest } = values;
  return rest;
}

/** The rows that will change. */
export function changing(preview: BulkPreview): BulkPreview['rows'] {
  return preview.rows.filter(({ reason }) => reason === null);
}

/** L20: whom the person field offers; everybody while the rows wait for different work. */
export function assigneeRole(preview: BulkPreview): Role | undefined {
  const statuses = new Set(changing(preview).map(({ status }) => status));
  if (statuses.size !== 1) return undefined;
  return statuses.has('qa_pending') ? 'qa_agent' : 'operator';
}
