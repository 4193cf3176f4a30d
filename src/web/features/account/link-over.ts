import { ApiError } from '../../api/client.ts';

/** The link is wrong, used, too old or replaced; a token cut short is none either. */
export function isOver(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  const { code, issues = [] } = error.problem;
  return (
    code === 'not_found' ||
    (code === 'validation_failed' && issues.some(({ path }) => path === 'token'))
  );
}
