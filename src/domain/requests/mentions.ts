import { type Block, type Inline, parseMarkdown } from '../kernel/markdown.ts';

/**
 * `@username` in a comment (L18): a word of its own in running text. In code and links it is text
 * like any other. Server and browser read mentions with these functions, so that who is told and
 * who is shown as mentioned are the same.
 */

const MENTION =
  /(?<![\p{L}\p{N}@._+/-])@([A-Za-z0-9][A-Za-z0-9._-]*)(?![A-Za-z0-9._-]|[\p{L}\p{N}@])/gu;
const USERNAME_MIN_LENGTH = 2;
const USERNAME_MAX_LENGTH = 40;

/** Enough for everybody who has something to say; not a mailing list. */
export const MENTIONS_MAX = 20;

export type Piece<T> = { readonly text: string } | { readonly mentioned: T; readonly text: string };

/** Every username the text might mention, in small letters; which ones exist is the caller's to know. */
export function usernamesIn(markdown: string): readonly string[] {
  return [...new Set(textsOf(parseMarkdown(markdown)).flatMap(candidatesIn))];
}

/**
 * Cuts one text node of a comment into mentions and what stands between them.
 * @param find who has this username, given in small letters
 */
export function piecesOf<T>(
  text: string,
  find: (username: string) => T | undefined,
): readonly Piece<T>[] {
  const pieces: Piece<T>[] = [];
  let end = 0;
  for (const { 0: match, 1: typed = '', index } of text.matchAll(MENTION)) {
    const found = readingsOf(typed)
      .map((reading) => ({ reading, mentioned: find(reading.toLowerCase()) }))
      .find(({ mentioned }) => mentioned !== undefined);
    if (found?.mentioned === undefined) continue;
    if (index > end) pieces.push({ text: text.slice(end, index) });
    pieces.push({ mentioned: found.mentioned, text: `@${found.reading}` });
    end = index + match.length - (typed.length - found.reading.length);
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/** Those of `people` that the text mentions, by the usernames it uses, in small letters. */
export function mentionsIn<T>(
  markdown: string,
  people: ReadonlyMap<string, T>,
): ReadonlyMap<string, T> {
  const mentioned = new Map<string, T>();
  for (const text of textsOf(parseMarkdown(markdown))) {
    for (const piece of piecesOf(text, (username) => people.get(username))) {
      if ('mentioned' in piece) mentioned.set(piece.text.slice(1).toLowerCase(), piece.mentioned);
    }
  }
  return mentioned;
}

function candidatesIn(text: string): readonly string[] {
  return [...text.matchAll(MENTION)].flatMap(({ 1: typed = '' }) =>
    readingsOf(typed).map((reading) => reading.toLowerCase()),
  );
}

/** The longest first: `dana.` may be a username, or `dana` at the end of a sentence. */
function readingsOf(typed: string): readonly string[] {
  let shortest = typed.length;
  while ('._-'.includes(typed.charAt(shortest - 1))) shortest -= 1;
  const readings: string[] = [];
  const longest = Math.min(typed.length, USERNAME_MAX_LENGTH);
  for (let end = longest; end >= Math.max(shortest, USERNAME_MIN_LENGTH); end -= 1) {
    readings.push(typed.slice(0, end));
  }
  return readings;
}

function textsOf(tree: readonly Block[]): readonly string[] {
  return tree.flatMap((block) =>
    block.type === 'p'
      ? textsOfInlines(block.children)
      : block.children.flatMap((item) => textsOf(item.children)),
  );
}

function textsOfInlines(inlines: readonly Inline[]): readonly string[] {
  return inlines.flatMap((inline) => {
    if (inline.type === 'text') return [inline.value];
    return inline.type === 'strong' || inline.type === 'em' ? textsOfInlines(inline.children) : [];
  });
}
