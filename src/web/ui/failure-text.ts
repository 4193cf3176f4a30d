import { ApiError, Unreachable } from '../api/client.ts';
import { states } from '../words/common.ts';

/** What a failed write says where no field can say it: the server's own sentence if it gave one. */
export function failureText(failure: unknown): string {
  if (failure instanceof ApiError) {
    const { detail, issues = [] } = failure.problem;
    return issues.length === 0 ? detail : issues.map(({ message }) => message).join('. ');
  }
  return failure instanceof Unreachable ? states.serverDownText : states.failedText;
}
