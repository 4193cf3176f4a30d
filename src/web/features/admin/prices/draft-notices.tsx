import { CircleAlert } from 'lucide-react';
import type { Issue } from '../../../../domain/errors.ts';
import { formatTime } from '../../../format.ts';
import { controlId, focusField } from '../../../ui/form/focus.ts';
import formClasses from '../../../ui/form/form.module.css';
import { useViewerZone } from '../../../ui/now.ts';
import { words as formWords } from '../../../words/forms.ts';
import { priceListWords as words } from '../../../words/prices.ts';
import { differing, nameOfPath, typedOf } from './draft-values.ts';
import editorClasses from './editor.module.css';
import classes from './prices.module.css';
import type { PriceDraft } from './use-price-draft.ts';

const MOST_LINES = 6;

/** X1: somebody else's version is stored; what was typed here stays until one is chosen. */
export function ConflictNotice({ draft, meId }: { draft: PriceDraft; meId: number }) {
  const zone = useViewerZone();
  const { theirs } = draft;
  if (theirs === null) return null;
  const lines = differing(draft.typed, typedOf(theirs));
  const time = formatTime(theirs.updatedAt, zone);
  return (
    <div className={editorClasses.conflict} role="alert">
      <p className={editorClasses.conflictTitle}>
        {theirs.updatedBy.id === meId
          ? words.conflictTitleYou(time)
          : words.conflictTitle(theirs.updatedBy.name, time)}
      </p>
      <p>{words.conflictText(lines.length)}</p>
      <ul className={classes.changes}>
        {lines.slice(0, MOST_LINES).map(({ path, from, to }) => (
          <li key={path}>
            {words.conflictLine(nameOfPath(path), from || words.empty, to || words.empty)}
          </li>
        ))}
        {lines.length > MOST_LINES && <li>{words.conflictMore(lines.length - MOST_LINES)}</li>}
      </ul>
      <p className={editorClasses.conflictChoice}>
        <button type="button" className={classes.link} onClick={draft.loadTheirs}>
          {words.loadTheirs}
        </button>
        <button type="button" className={classes.link} onClick={draft.keepMine}>
          {words.keepMine}
        </button>
      </p>
    </div>
  );
}

/** After a refused attempt: everything in the way, each line leading to its field. */
export function DraftIssues({ formId, draft }: { formId: string; draft: PriceDraft }) {
  const { issues } = draft;
  if (!draft.attempted || issues.length === 0) return null;
  return (
    <div
      id={`${formId}-summary`}
      className={`${formClasses.summary} ${editorClasses.summaryBox}`}
      tabIndex={-1}
      role="alert"
    >
      <p className={formClasses.summaryTitle}>
        <CircleAlert size={16} aria-hidden="true" />
        {formWords.summaryTitle(issues.length)}
      </p>
      <ul>
        {issues.map((issue) => (
          <li key={`${issue.path} ${issue.message}`}>
            <Line formId={formId} issue={issue} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Line({ formId, issue }: { formId: string; issue: Issue }) {
  if (nameOfPath(issue.path) === '') return issue.message;
  return (
    <a
      href={`#${controlId(formId, issue.path)}`}
      onClick={(event) => {
        event.preventDefault();
        focusField(formId, issue.path);
      }}
    >
      {issue.message}
    </a>
  );
}

/** "Saved 10:42", quietly beside the buttons. */
export function SavedStatus({ draft }: { draft: PriceDraft }) {
  const zone = useViewerZone();
  const { status, unreadable } = draft;
  const held = unreadable.length;
  const text =
    draft.theirs !== null
      ? ''
      : status.kind === 'saved'
        ? held > 0
          ? words.savedBut(formatTime(status.savedAt, zone), held)
          : words.saved(formatTime(status.savedAt, zone))
        : status.kind === 'idle'
          ? ''
          : words[status.kind];
  return (
    <span className={editorClasses.savedStatus} role="status">
      {text}
    </span>
  );
}
