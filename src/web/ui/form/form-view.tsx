import { type ReactNode, useMemo } from 'react';
import type { PersonOption } from '../../../domain/api/people.ts';
import type { Field } from '../../../domain/requests/define.ts';
import type { PeopleFilter } from '../../api/queries.ts';
import { FieldList } from '../fields/field-list.tsx';
import { DraftNotice } from './draft-notice.tsx';
import { ErrorSummary } from './error-summary.tsx';
import classes from './form.module.css';
import { FormActionsContext, FormFilesContext, FormSurroundingsContext } from './form-context.ts';
import { needsHeading, sectionsOf } from './sections.ts';
import { SubmitFailure } from './submit-failure.tsx';
import type { RequestForm } from './use-request-form.ts';

interface ViewProps {
  readonly form: RequestForm;
  /** Which people a person field offers; default: every active person. */
  readonly people?: (field: Field) => PeopleFilter;
  readonly describePerson?: (person: PersonOption) => string | undefined;
  /** Headings over groups of fields: pages have them, dialogs are too short. */
  readonly headings?: boolean;
  /** What follows from the fields, between them and the button. */
  readonly below?: ReactNode;
  /** The submit button and what stands beside it. */
  readonly foot: ReactNode;
}

const EVERYBODY = (): PeopleFilter => ({});
const NO_WORDS = (): undefined => undefined;

/** A whole form: what stands in the way on top, the fields, what failed, the foot. */
export function RequestFormView(props: ViewProps) {
  const { form, people = EVERYBODY, describePerson = NO_WORDS, headings = true } = props;
  const { timezone, kept, uploads, files, maxUploadBytes: maxBytes } = form;
  const surroundings = useMemo(
    () => ({ timezone, kept, people, describePerson }),
    [timezone, kept, people, describePerson],
  );
  const inForm = useMemo(() => ({ uploads, files, maxBytes }), [uploads, files, maxBytes]);
  return (
    <FormActionsContext value={form.actions}>
      <FormFilesContext value={inForm}>
        <FormSurroundingsContext value={surroundings}>
          <form
            noValidate
            className={classes.form}
            onSubmit={(event) => {
              event.preventDefault();
              // A form in a dialog stands inside the page's tree: its submit is nobody else's.
              event.stopPropagation();
              form.submit();
            }}
          >
            <DraftNotice draft={form.draft} />
            <ErrorSummary form={form} />
            <Sections form={form} headings={headings} />
            {props.below}
            <SubmitFailure form={form} />
            {props.foot}
          </form>
        </FormSurroundingsContext>
      </FormFilesContext>
    </FormActionsContext>
  );
}

function Sections({ form, headings }: { form: RequestForm; headings: boolean }) {
  const { raw: values, request, issues, warnings: notes } = form;
  const rest = { values, request, issues, notes };
  if (form.applicable.length === 0) return null;
  if (!headings) {
    return (
      <div className={classes.section}>
        <FieldList fields={form.applicable} {...rest} />
      </div>
    );
  }
  return sectionsOf(form.applicable).map((section) => (
    <section key={section.heading} className={classes.section}>
      {needsHeading(section) && <h2 className={classes.heading}>{section.heading}</h2>}
      <FieldList fields={section.fields} {...rest} />
    </section>
  ));
}
