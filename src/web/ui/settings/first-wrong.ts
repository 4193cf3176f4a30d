import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

/**
 * After a refused attempt the first wrong field has the focus: it may be off the screen. Call
 * `refuse` together with setting the errors; the form carries `ref`.
 */
export function useFirstWrong(): {
  readonly ref: RefObject<HTMLFormElement | null>;
  readonly refuse: () => void;
} {
  const ref = useRef<HTMLFormElement>(null);
  const [refusals, setRefusals] = useState(0);
  useEffect(() => {
    if (refusals > 0) ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);
  return { ref, refuse: useCallback(() => setRefusals((before) => before + 1), []) };
}
