import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import type { FileRef, HistoryEvent } from '../../../../domain/api/requests.ts';
import type { Field, RequestType } from '../../../../domain/requests/define.ts';
import { isBlank } from '../../../ui/form/raw-values.ts';
import { FieldValue } from '../../../ui/values/field-value.tsx';
import { timeline, changes as words } from '../../../words/request.ts';
import { type ChangeView, changeView, fieldOf } from './change-view.ts';
import classes from './changes.module.css';
import { NamedPerson } from './named-person.tsx';

const OPEN_UP_TO = 4;

/** What an event changed, field by field; many changes fold. */
export function Changes(props: {
  readonly event: HistoryEvent;
  readonly type: RequestType;
  /** Every file of the request: what was replaced stands there too. */
  readonly files: readonly FileRef[];
}) {
  const { event, type, files } = props;
  const isMany = event.changes.length > OPEN_UP_TO;
  const [isOpen, setOpen] = useState(!isMany);
  const count = event.changes.length;
  const isFirst = event.changes.every(({ from, secret }) => !secret && isBlank(from));
  return (
    <div className={classes.changes}>
      {isMany && (
        <button
          type="button"
          className={classes.fold}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isFirst ? timeline.values(count) : timeline.changes(count)}
        </button>
      )}
      {isOpen && (
        <dl className={classes.list}>
          {event.changes.map((change) => {
            const field = fieldOf(type, event.action, change.field);
            return (
              <div key={change.field} className={classes.pair}>
                <dt>{field?.label ?? change.field}</dt>
                <dd>
                  <Change
                    view={changeView(change, field, event.redacted)}
                    field={field}
                    files={files}
                  />
                </dd>
              </div>
            );
          })}
        </dl>
      )}
    </div>
  );
}

interface Props {
  readonly view: ChangeView;
  readonly field: Field | null;
  readonly files: readonly FileRef[];
}

/** Old and new value of one field, as its kind asks for. */
export function Change({ view, field, files }: Props) {
  const [isOpen, setOpen] = useState(false);
  switch (view.kind) {
    case 'secret':
      return <span className={classes.quiet}>{words.secret}</span>;
    case 'redacted':
      return <span className={classes.quiet}>{words.removedText}</span>;
    case 'given':
      return <Side value={view.value} field={field} files={files} />;
    case 'list':
      return (
        <ul className={classes.entries}>
          <Entries entries={view.added} kind="added" />
          <Entries entries={view.removed} kind="removed" />
        </ul>
      );
    case 'short':
      return (
        <div className={classes.sides}>
          <div className={classes.before}>
            <Side value={view.from} field={field} files={files} />
          </div>
          <ArrowRight size={13} aria-label="→" className={classes.arrow} />
          <Side value={view.to} field={field} files={files} />
        </div>
      );
    case 'long':
      return (
        <>
          <span className={classes.quiet}>{words.textChanged}</span>{' '}
          <button
            type="button"
            className={classes.fold}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? words.hideText : words.showText}
          </button>
          {isOpen && (
            <div className={classes.texts}>
              <h4>{words.was}</h4>
              <Side value={view.from} field={field} files={files} />
              <h4>{words.is}</h4>
              <Side value={view.to} field={field} files={files} />
            </div>
          )}
        </>
      );
  }
}

function Side({ value, field, files }: { value: unknown } & Omit<Props, 'view'>) {
  if (isBlank(value)) return <span className={classes.quiet}>{words.empty}</span>;
  if (field?.kind === 'person') return <NamedPerson value={value} />;
  if (field === null) return typeof value === 'object' ? JSON.stringify(value) : String(value);
  return <FieldValue field={field} value={value} files={files} />;
}

const ENTRIES_MAX = 20;

function Entries({ entries, kind }: { entries: readonly string[]; kind: 'added' | 'removed' }) {
  const rest = entries.length - ENTRIES_MAX;
  return (
    <>
      {entries.slice(0, ENTRIES_MAX).map((entry) => (
        <li key={entry} data-kind={kind}>
          {words[kind](entry)}
        </li>
      ))}
      {rest > 0 && <li data-kind={kind}>{words.more(rest)}</li>}
    </>
  );
}
