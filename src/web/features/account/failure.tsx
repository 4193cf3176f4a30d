import { ApiError, Unreachable } from '../../api/client.ts';
import { states } from '../../words/common.ts';
import { signInWords } from '../../words/sign-in.ts';
import classes from './account.module.css';

/** What failed without belonging to a field. */
export function Failure({ error }: { error: unknown }) {
  return (
    <div role="alert" className={classes.failure}>
      {error !== null && textOf(error)}
    </div>
  );
}

function textOf(error: unknown): string {
  if (error instanceof Unreachable) return signInWords.unreachable;
  if (!(error instanceof ApiError)) return states.failedText;
  const wait = error.retryAfterSeconds;
  if (error.problem.code === 'too_many_attempts' && wait !== null) return signInWords.wait(wait);
  return error.problem.detail;
}
