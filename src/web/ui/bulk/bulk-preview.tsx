import { Link } from '@tanstack/react-router';
import { CircleSlash } from 'lucide-react';
import { useId } from 'react';
import type { BulkPreview } from '../../../domain/api/bulk.ts';
import { bulkWords as words } from '../../words/bulk.ts';
import { StatusWord } from '../status.tsx';
import classes from './bulk.module.css';
import { changing } from './bulk-form-of.ts';
import { CodeGroup } from './code-group.tsx';
import { byReason } from './groups.ts';

/** Who will change, and who is refused and why, before anything happens. */
export function PreviewList({ preview }: { preview: BulkPreview }) {
  const id = useId();
  const changes = changing(preview);
  const refused = byReason(
    preview.rows.filter(({ reason }) => reason !== null),
    words.otherReason,
  );
  const left = preview.rows.length - changes.length;
  return (
    <div className={classes.preview}>
      <h3 id={id} className={classes.previewTitle}>
        {changes.length === 0 ? words.noneWillChange : words.willChange(changes.length)}
      </h3>
      {changes.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by the keyboard
        <section className={classes.rows} aria-labelledby={id} tabIndex={0}>
          <ul>
            {changes.map(({ code, title, status }) => (
              <li key={code} className={classes.row}>
                <Link
                  to="/requests/$code"
                  params={{ code }}
                  target="_blank"
                  preload={false}
                  className={`mono ${classes.code}`}
                >
                  {code}
                </Link>
                <span className={classes.rowTitle} title={title ?? undefined}>
                  {title}
                </span>
                {status !== null && <StatusWord status={status} />}
              </li>
            ))}
          </ul>
        </section>
      )}
      {left > 0 && (
        <div className={classes.leftOut}>
          <h3 className={classes.leftTitle}>
            <CircleSlash size={14} aria-hidden="true" />
            {words.refused(left)}
          </h3>
          {refused.map(({ reason, rows }) => (
            <CodeGroup
              key={reason}
              head={reason}
              codes={rows.map(({ code }) => code)}
              isLinked={rows.some(({ title }) => title !== null)}
            />
          ))}
        </div>
      )}
    </div>
  );
}
