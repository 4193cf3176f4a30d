import type { Issue } from '../../../domain/errors.ts';
import type { Field } from '../../../domain/requests/define.ts';

/** Which messages stand at which field. Paths are dotted: `groups.0.emails`. */

/** Is `path` the field itself or something inside it? */
export function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`);
}

export function messagesAt(issues: readonly Issue[], path: string): readonly string[] {
  return issues.filter((issue) => issue.path === path).map((issue) => issue.message);
}

/**
 * The server's answer may name things by where they stood in the body. Paths that no field of the
 * form has are kept: they are said in the summary, without a link.
 */
export function serverIssues(issues: readonly Issue[]): readonly Issue[] {
  return issues.map((issue) => ({ ...issue, path: issue.path.replace(/^values\.?/, '') }));
}

/** One message for each field, the browser's own before the server's, in the order of the form. */
export function mergeIssues(
  fields: readonly Field[],
  own: readonly Issue[],
  server: readonly Issue[],
): readonly Issue[] {
  const taken = new Set(own.map((issue) => issue.path));
  const position = new Map(fields.map((field, index) => [field.name, index]));
  const placeOf = (issue: Issue): number => position.get(issue.path.split('.', 1)[0] ?? '') ?? -1;
  return [...own, ...server.filter((issue) => !taken.has(issue.path))].toSorted(
    (a, b) => placeOf(a) - placeOf(b),
  );
}

/**
 * Entries of a repeating block were added, removed or moved: what was said about an entry follows
 * it. `move` gives the new index, or null for an entry that is gone.
 */
export function movePath(
  path: string,
  block: string,
  move: (index: number) => number | null,
): string | null {
  if (!path.startsWith(`${block}.`)) return path;
  const [index = '', ...rest] = path.slice(block.length + 1).split('.');
  const next = move(Number(index));
  return next === null ? null : [block, next, ...rest].join('.');
}
