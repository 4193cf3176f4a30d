/** The `@` that is being typed: found before the caret, replaced by the username that was chosen. Pure. */

export interface MentionQuery {
  /** Where its `@` stands. */
  readonly start: number;
  /** Where the caret is. */
  readonly end: number;
  /** Between the two; empty right after the `@`. */
  readonly search: string;
}

/** A name as people begin to type it; a second word would make every sentence a search. */
const BEGUN = /(?:^|[^\p{L}\p{N}@._+/-])@([\p{L}\p{N}._-]{0,40})$/u;
const LONGEST = 42;

export function mentionQueryAt(text: string, caret: number): MentionQuery | null {
  const before = text.slice(Math.max(0, caret - LONGEST), caret);
  const search = BEGUN.exec(before)?.[1];
  if (search === undefined) return null;
  return { start: caret - search.length - 1, end: caret, search };
}

/** @returns the text with the mention in place of what was typed, and where the caret goes */
export function withMention(
  text: string,
  { start, end }: MentionQuery,
  username: string,
): { readonly text: string; readonly caret: number } {
  const rest = text.slice(end);
  const mention = `@${username}`;
  const gap = /^[\s.,:;!?)]/.test(rest) ? '' : ' ';
  // Behind the space, whether it was there or not: the next key continues the sentence.
  const caret = start + mention.length + (gap !== '' || rest.startsWith(' ') ? 1 : 0);
  return { text: `${text.slice(0, start)}${mention}${gap}${rest}`, caret };
}
