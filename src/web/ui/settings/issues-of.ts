import { ApiError } from '../../api/client.ts';

/** Field messages of a refused save, by field. */
export function issuesOf(error: unknown): Readonly<Record<string, string>> {
  const issues = error instanceof ApiError ? (error.problem.issues ?? []) : [];
  return Object.fromEntries(issues.map(({ path, message }) => [path, message]));
}
