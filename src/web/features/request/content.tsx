import { TriangleAlert } from 'lucide-react';
import type { RequestDetail } from '../../../domain/api/requests.ts';
import { dayIn, instantFromEpochMs } from '../../../domain/kernel/calendar.ts';
import { applicableFields, formWarnings } from '../../../domain/requests/check-form.ts';
import { fileIds } from '../../../domain/requests/request-form.ts';
import { requestType } from '../../../domain/requests/types/index.ts';
import { isBlank } from '../../ui/form/raw-values.ts';
import { FileLinks } from '../../ui/values/file-links.tsx';
import { ValueList } from '../../ui/values/value-list.tsx';
import { page as words } from '../../words/request.ts';
import classes from './content.module.css';
import { SecretValue } from './secret-value.tsx';
import { useReveal } from './use-reveal.ts';

/** What was asked for, what was done about it, and files that came later. */
export function Content({ request }: { request: RequestDetail }) {
  const type = requestType(request.type);
  const { values, operation, files } = request;
  const asked = applicableFields(type.form.fields, values, {});
  const reveal = useReveal(request.code);
  const later = laterFiles(request);
  return (
    <>
      <section className={classes.block} aria-labelledby="asked">
        <h2 id="asked">{words.asked}</h2>
        <Warnings request={request} />
        {asked.every(({ name }) => isBlank(values[name])) ? (
          <p className={classes.nothing}>{words.nothingAsked}</p>
        ) : (
          <ValueList
            fields={asked}
            values={values}
            files={files}
            secret={(field) => <SecretValue field={field} reveal={reveal} />}
          />
        )}
      </section>
      {operation !== null && (
        <section className={classes.block} aria-labelledby="operation">
          <h2 id="operation">{words.operation}</h2>
          <ValueList
            fields={applicableFields(type.operation.fields, operation, values)}
            values={operation}
            files={files}
          />
        </section>
      )}
      {later.length > 0 && (
        <section className={classes.block} aria-labelledby="later-files">
          <h2 id="later-files">{words.otherFiles}</h2>
          <FileLinks ids={later} files={files} />
        </section>
      )}
    </>
  );
}

/** Files of events (L8) and files that an edit replaced: they stay with the request. */
function laterFiles({ type, values, operation, files }: RequestDetail): readonly string[] {
  const { form, operation: operationForm } = requestType(type);
  const shown = new Set(
    [...fileIds(form, values), ...fileIds(operationForm, operation ?? {})].map(
      ({ fileId }) => fileId,
    ),
  );
  return files.map(({ id }) => id).filter((id) => !shown.has(id));
}

/** F-SD2: never an error, worth knowing for whoever works on it. */
function Warnings({ request }: { request: RequestDetail }) {
  const warnings = formWarnings(requestType(request.type).form, request.values, {
    today: dayIn('UTC', instantFromEpochMs(Date.parse(request.createdAt))),
    files: new Map(request.files.map((file) => [file.id, file])),
    previous: null,
    request: {},
  });
  if (warnings.length === 0) return null;
  return (
    <ul className={classes.warnings}>
      {warnings.map(({ path, message }) => (
        <li key={`${path} ${message}`}>
          <TriangleAlert size={14} aria-hidden="true" />
          {message}
        </li>
      ))}
    </ul>
  );
}
