import { useState } from 'react';
import type { Issue } from '../../../domain/errors.ts';
import type { Field } from '../../../domain/requests/define.ts';
import { isWithin, mergeIssues, movePath, serverIssues } from './issues.ts';

export interface IssueBook {
  /** What is shown: own issues at revealed fields, and what the server said. */
  readonly shown: readonly Issue[];
  /** True after a first refused submission: from then on empty fields count too. */
  readonly attempted: boolean;
  readonly revealAll: (issues: readonly Issue[]) => void;
  readonly reveal: (path: string) => void;
  /** A value changed: the server's word about it is out of date, and a solved issue is forgotten. */
  readonly changed: (path: string, fresh: readonly Issue[]) => void;
  /** Entries of a block came or went: what was said about the others goes with them. */
  readonly moved: (block: string, move: (index: number) => number | null) => void;
  readonly fromServer: (issues: readonly Issue[]) => readonly Issue[];
  readonly clear: () => void;
}

/**
 * Decides when an issue is said: never before somebody left the field or tried to submit, and gone
 * as soon as it is solved.
 */
export function useIssues(fields: readonly Field[], own: readonly Issue[]): IssueBook {
  const [revealed, setRevealed] = useState<ReadonlySet<string>>(new Set());
  const [server, setServer] = useState<readonly Issue[]>([]);
  const [attempted, setAttempted] = useState(false);
  const visible = own.filter((issue) => revealed.has(issue.path));
  return {
    shown: mergeIssues(fields, visible, server),
    attempted,
    revealAll: (issues) => {
      setAttempted(true);
      setRevealed(new Set(issues.map((issue) => issue.path)));
    },
    reveal: (path) =>
      setRevealed((old) => {
        const inside = own.filter((issue) => isWithin(issue.path, path)).map(({ path: at }) => at);
        return old.has(path) && inside.every((at) => old.has(at))
          ? old
          : new Set([...old, path, ...inside]);
      }),
    changed: (path, fresh) => {
      const wrong = new Set(fresh.map((issue) => issue.path));
      setRevealed((old) => {
        const solved = [...old].filter((at) => isWithin(at, path) && !wrong.has(at));
        return solved.length === 0 ? old : new Set([...old].filter((at) => !solved.includes(at)));
      });
      setServer((old) => {
        const left = old.filter((issue) => !isWithin(issue.path, path));
        return left.length === old.length ? old : left;
      });
    },
    moved: (block, move) => {
      const path = (at: string): string | null => movePath(at, block, move);
      setRevealed((old) => new Set([...old].map(path).filter((at) => at !== null)));
      setServer((old) =>
        old.flatMap((issue) => {
          const at = path(issue.path);
          // What was said about the block as a whole is out of date.
          return at === null || at === block ? [] : [{ ...issue, path: at }];
        }),
      );
    },
    fromServer: (issues) => {
      const all = serverIssues(issues);
      setAttempted(true);
      setServer(all);
      return all;
    },
    clear: () => {
      setRevealed(new Set());
      setServer([]);
      setAttempted(false);
    },
  };
}
