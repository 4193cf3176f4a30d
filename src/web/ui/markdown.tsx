import { lazy, Suspense } from 'react';
import type { HistoryEvent } from '../../domain/api/requests.ts';
import classes from './markdown.module.css';

type Mention = HistoryEvent['mentions'][number];
const NOBODY: readonly Mention[] = [];

const RichText = lazy(() => import('./rich-text.tsx'));

interface Props {
  readonly text: string;
  /** L18: whom `@username` in the text means. */
  readonly mentions?: readonly Mention[];
}

/** What somebody typed, as the closed tree of R4. The parser arrives with the first text shown. */
export function Markdown({ text, mentions = NOBODY }: Props) {
  return (
    <div className={classes.text}>
      <Suspense fallback={<p className={classes.plain}>{text}</p>}>
        <RichText text={text} mentions={mentions} />
      </Suspense>
    </div>
  );
}
