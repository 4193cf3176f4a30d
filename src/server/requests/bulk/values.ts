import type { BulkAction } from '../../../domain/api/bulk.ts';
import type { Issue } from '../../../domain/errors.ts';
import { dayIn, type Instant } from '../../../domain/kernel/calendar.ts';
import { ACTIONS, actionForm } from '../../../domain/requests/actions.ts';
import { type Checked, checkForm } from '../../../domain/requests/check-form.ts';
import { priority, scheduledOn } from '../../../domain/requests/common-fields.ts';
import type { Field, Form, Values } from '../../../domain/requests/define.ts';
import type { RequestState } from '../../../domain/requests/request.ts';
import { fileFields } from '../../../domain/requests/request-form.ts';
import { requestType } from '../../../domain/requests/types/index.ts';
import { formValues, type RequestRow } from '../stored-request.ts';

/** What was filled in once, for all rows, and what each row makes of it. */

/**
 * What is wrong with the values whichever row they are for: said before any row changes.
 * @param sample one of the requests that will change; operation details are asked for its type
 */
export function valuesIssues(
  action: BulkAction,
  values: Values,
  sample: RequestState | undefined,
  now: Instant,
): readonly Issue[] {
  switch (action) {
    case 'edit':
      return editIssues(values, now);
    case 'complete':
      return notAsked(values, [], 'Each request keeps its own operation details; send no values');
    case 'send_to_qa': {
      if (sample === undefined) return [];
      const form = actionForm(action, requestType(sample.type));
      return issuesOf(read(form, values, sample.values, now));
    }
    default: {
      const { fields } = ACTIONS[action];
      const files = fileFields(fields).map(({ name }) => name);
      const given = files.filter((name) => isGiven(values[name]));
      const rest = fields.filter(({ name }) => !files.includes(name));
      return [
        ...given.map((path) => ({ path, message: 'A file belongs to one request; leave it out' })),
        ...issuesOf(read(formOf(rest), values, {}, now)),
      ];
    }
  }
}

/** The body's values for one row: L11 confirms what stands there, L19 changes what was given. */
export function valuesFor(action: BulkAction, values: Values, row: RequestRow): Values {
  if (action === 'complete') return row.operation ?? {};
  return action === 'edit' ? { ...formValues(row, requestType(row.type)), ...values } : values;
}

/** L19: priority and date, those that were given; `scheduledOn: null` takes the date away. */
function editIssues(values: Values, now: Instant): readonly Issue[] {
  const fields = [priority, scheduledOn];
  const names = fields.map(({ name }) => name);
  const unknown = notAsked(values, names, 'Only priority and scheduled date are changed in bulk');
  if (unknown.length > 0) return unknown;
  if (names.every((name) => values[name] === undefined)) {
    return [{ path: '', message: 'Choose a priority or a date' }];
  }
  const empty = fields.filter(
    ({ name }) => values[name] === '' || (name === priority.name && values[name] === null),
  );
  return [
    ...empty.map(({ name, label }) => ({
      path: name,
      message: `${label} is empty; leave it out to keep it`,
    })),
    ...issuesOf(read(formOf(fields), values, {}, now)),
  ];
}

function notAsked(values: Values, names: readonly string[], message: string): readonly Issue[] {
  return Object.keys(values)
    .filter((name) => !names.includes(name))
    .map((path) => ({ path, message }));
}

/** The westernmost zone, where the day is the earliest: what has passed there has passed for all. */
const LAST_ZONE = 'Etc/GMT+12';

function read(form: Form, values: Values, request: Values, now: Instant): Checked {
  const today = dayIn(LAST_ZONE, now);
  return checkForm(form, values, { today, files: new Map(), previous: null, request });
}

function formOf(fields: readonly Field[]): Form {
  return { fields, rules: [], warnings: [] };
}

function issuesOf(checked: Checked): readonly Issue[] {
  return checked.ok ? [] : checked.issues;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
