import { useState } from 'react';
import { Markdown } from '../../../ui/markdown.tsx';
import { operationsWords as words } from '../../../words/operations.ts';
import classes from './operations.module.css';

const LONG = 220;
const MANY_LINES = 3;

/** A reason as somebody wrote it (R4); a long one is folded so that the table stays one. */
export function ReasonText({ text }: { text: string }) {
  const [isOpen, setOpen] = useState(false);
  const isLong = text.length > LONG || text.split('\n').length > MANY_LINES;
  return (
    <div className={classes.reason}>
      <div className={classes.reasonText} data-folded={(isLong && !isOpen) || undefined}>
        <Markdown text={text} />
      </div>
      {isLong && (
        <button
          type="button"
          className={classes.fold}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? words.less : words.more}
        </button>
      )}
    </div>
  );
}
