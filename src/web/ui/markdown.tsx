import { lazy, Suspense } from 'react';
import classes from './markdown.module.css';

const RichText = lazy(() => import('./rich-text.tsx'));

/** What somebody typed, as the closed tree of R4. The parser arrives with the first text shown. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className={classes.text}>
      <Suspense fallback={<p className={classes.plain}>{text}</p>}>
        <RichText text={text} />
      </Suspense>
    </div>
  );
}
