import { CircleAlert } from 'lucide-react';
import type { Field } from '../../../domain/requests/define.ts';
import { words } from '../../words/forms.ts';
import classes from './form.module.css';
import type { RequestForm } from './use-request-form.ts';

/** Everything that stands in the way, each line leading to its field. Shown after a refused attempt. */
export function ErrorSummary({ form }: { form: RequestForm }) {
  const { issues, actions } = form;
  if (!form.attempted || issues.length === 0) return null;
  return (
    <div id={`${form.id}-summary`} className={classes.summary} tabIndex={-1} role="alert">
      <p className={classes.summaryTitle}>
        <CircleAlert size={16} aria-hidden="true" />
        {words.summaryTitle(issues.length)}
      </p>
      <ul>
        {issues.map((issue) => {
          const label = labelOf(form.form.fields, issue.path);
          return (
            <li key={`${issue.path} ${issue.message}`}>
              {label === null ? (
                issue.message
              ) : (
                <a
                  href={`#${actions.idOf(issue.path)}`}
                  onClick={(event) => {
                    event.preventDefault();
                    actions.focus(issue.path);
                  }}
                >
                  {lineOf(label, issue.message)}
                </a>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** A message that names its field ("Enter user emails") needs no name before it. */
function lineOf(label: string, message: string): string {
  const [entry, inner] = label.split(', ');
  const named = message.toLowerCase().includes((inner ?? label).toLowerCase());
  if (!named) return `${label}: ${message}`;
  return inner === undefined ? message : `${entry}: ${message}`;
}

/** "User group 2, Properties"; null when the form has no such field. */
function labelOf(fields: readonly Field[], path: string): string | null {
  const [name, index, inner] = path.split('.');
  const field = fields.find((candidate) => candidate.name === name);
  if (field === undefined) return null;
  if (field.kind !== 'groups' || index === undefined) return field.label;
  const entry = words.groups.heading(field.noun, Number(index));
  const innerField = field.fields.find((candidate) => candidate.name === inner);
  return innerField === undefined ? entry : `${entry}, ${innerField.label}`;
}
