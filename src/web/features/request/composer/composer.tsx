import { useState } from 'react';
import type { RequestDetail } from '../../../../domain/api/requests.ts';
import { comments as words } from '../../../words/comments.ts';
import { useFirstDraft } from '../use-first-draft.ts';
import { CommentForm } from './comment-form.tsx';
import classes from './composer.module.css';
import { ComposerPlace } from './composer-place.tsx';

/** Where a comment is written; after each one posted a fresh one stands there, with the focus (L18). */
export default function Composer({ request }: { request: RequestDetail }) {
  const name = `comment:${request.code}`;
  const first = useFirstDraft(name);
  const [posted, setPosted] = useState(0);
  if (first.kind === 'loading') return <ComposerPlace />;
  return (
    <>
      <CommentForm
        key={posted}
        request={request}
        draftName={first.kind === 'failed' ? null : name}
        draft={first.kind === 'failed' || posted > 0 ? null : first.draft}
        startsFocused={posted > 0}
        onPosted={() => setPosted((count) => count + 1)}
      />
      <span role="status" className={classes.spoken}>
        {/* Twice the same words would be read once. */}
        {posted > 0 && `${words.posted}${posted % 2 === 0 ? '\u00a0' : ''}`}
      </span>
    </>
  );
}
