import type { ReactNode } from 'react';
import type { FileRef } from '../../../domain/api/requests.ts';
import type { Field, Values } from '../../../domain/requests/define.ts';
import { isBlank } from '../form/raw-values.ts';
import { needsHeading, sectionsOf } from '../form/sections.ts';
import { FieldValue } from './field-value.tsx';
import classes from './values.module.css';

interface Props {
  readonly fields: readonly Field[];
  readonly values: Values;
  readonly files: readonly FileRef[];
  /** What stands beside a masked secret: the reveal button, or the revealed text. */
  readonly secret?: (field: Field) => ReactNode;
  readonly headings?: boolean;
}

/** What was filled in, grouped as the form was; what is empty is left out. */
export function ValueList({ fields, values, files, secret, headings = true }: Props) {
  const filled = fields.filter((field) => !isBlank(values[field.name]));
  return (
    <div className={classes.sections}>
      {sectionsOf(filled).map((section) => (
        <section key={section.heading}>
          {headings && needsHeading(section) && (
            <h3 className={classes.heading}>{section.heading}</h3>
          )}
          <dl className={classes.list}>
            {section.fields.map((field) => (
              <div key={field.name} className={classes.pair} data-wide={isWide(field) || undefined}>
                <dt>{field.label}</dt>
                <dd>
                  <FieldValue
                    field={field}
                    value={values[field.name]}
                    files={files}
                    {...(secret === undefined ? {} : { secret })}
                  />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

/** Long things stand below their label, over the whole width. */
function isWide(field: Field): boolean {
  return field.kind === 'groups' || field.kind === 'markdown';
}
