import { useState } from 'react';
import type { Draft } from '../../../domain/api/drafts.ts';
import { useStoredDraft } from '../../ui/form/use-draft.ts';

export type FirstDraft =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly draft: Draft | null }
  /** The form works, but nothing is saved: an older draft must not be overwritten unseen. */
  | { readonly kind: 'failed' };

const LOADING: FirstDraft = { kind: 'loading' };

/** The draft a form starts from, as it was when the form was opened: later loads do not count. */
export function useFirstDraft(name: string): FirstDraft {
  const stored = useStoredDraft(name);
  const [first, setFirst] = useState<FirstDraft>(LOADING);
  if (first.kind !== 'loading') return first;
  if (stored.isSuccess) setFirst({ kind: 'loaded', draft: stored.data });
  else if (stored.isError) setFirst({ kind: 'failed' });
  return first;
}
