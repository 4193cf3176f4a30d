import { type ReactNode, useEffect, useRef } from 'react';
import { SaveFoot } from '../../../ui/settings/save-foot.tsx';
import classes from '../admin.module.css';

interface SectionFormProps {
  readonly isSaving: boolean;
  readonly isSaved: boolean;
  readonly failure: unknown;
  readonly refusals: number;
  readonly save: () => void;
  readonly children: ReactNode;
}

/** Fields that are saved together. */
export function SectionForm({ refusals, save, children, ...foot }: SectionFormProps) {
  const element = useRef<HTMLFormElement>(null);
  // On a phone the first wrong field may be off the screen.
  useEffect(() => {
    if (refusals > 0) element.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [refusals]);
  return (
    <form
      ref={element}
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {children}
      <SaveFoot {...foot} />
    </form>
  );
}

/** What label, help and error of a text field have in common. */
export const BELOW = {
  inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input')[],
  autoComplete: 'off',
  spellCheck: false,
};
