import { Button } from '@mantine/core';
import { Check } from 'lucide-react';
import { ApiError, Unreachable } from '../../api/client.ts';
import { states } from '../../words/common.ts';
import { settingsWords as words } from '../../words/settings.ts';
import { signInWords } from '../../words/sign-in.ts';
import classes from './settings.module.css';

interface SaveFootProps {
  readonly label?: string;
  readonly savedLabel?: string;
  readonly isSaving: boolean;
  readonly isSaved: boolean;
  readonly failure: unknown;
}

/** The section's button, with what became of the last press beside it. */
export function SaveFoot({
  label = words.save,
  savedLabel = words.saved,
  isSaving,
  isSaved,
  failure,
}: SaveFootProps) {
  return (
    <div className={classes.foot}>
      <Button type="submit" variant="default" loading={isSaving}>
        {label}
      </Button>
      <span role="status">
        {isSaved && (
          <span className={classes.saved}>
            <Check size={14} aria-hidden="true" />
            {savedLabel}
          </span>
        )}
        {failure !== null && <span className={classes.failed}>{failureText(failure)}</span>}
      </span>
    </div>
  );
}

function failureText(failure: unknown): string {
  if (failure instanceof Unreachable) return signInWords.unreachable;
  if (!(failure instanceof ApiError)) return states.failedText;
  const wait = failure.retryAfterSeconds;
  if (failure.problem.code === 'too_many_attempts' && wait !== null) return words.wait(wait);
  return failure.problem.detail;
}
