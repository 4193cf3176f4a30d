import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { Mentionable } from '../../../../domain/api/requests.ts';
import { mentionableQuery } from '../../../api/comments.ts';
import { type MentionQuery, mentionQueryAt, withMention } from './mention-query.ts';

export type Person = Mentionable['people'][number];

export interface Mentions {
  /** Null: nothing is being completed. */
  readonly query: MentionQuery | null;
  readonly people: readonly Person[];
  readonly state: 'loading' | 'failed' | 'loaded';
  readonly active: number;
  readonly point: (index: number) => void;
  readonly take: (person: Person) => void;
  /** The text or the caret moved. */
  readonly follow: () => void;
  readonly close: () => void;
  /** Handles the keys of an open list; true when the key was its own. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
}

/** Completes the `@` before the caret of a text area with people who may see the comment (L18). */
export function useMentions(options: {
  readonly code: string;
  readonly isInternal: boolean;
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly onChange: (text: string) => void;
}): Mentions {
  const { code, isInternal, area } = options;
  const [query, setQuery] = useState<MentionQuery | null>(null);
  const [active, setActive] = useState(0);
  /** The `@` that was closed with Esc: it stays closed until another one is typed. */
  const dismissed = useRef<number | null>(null);
  /** React writes the text first; the caret follows. */
  const caret = useRef<number | null>(null);
  const [search] = useDebouncedValue(query?.search ?? '', 120);
  const found = useQuery({
    ...mentionableQuery(code, search, isInternal),
    enabled: query !== null,
  });
  const isBehind = search !== query?.search || found.isPlaceholderData;
  const people = query === null ? [] : offered(found.data ?? [], query.search, isBehind);

  useLayoutEffect(() => {
    if (caret.current === null || area.current === null) return;
    area.current.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });

  function follow(): void {
    const next = queryIn(area.current);
    if (next === null) dismissed.current = null;
    if (next === null || next.start === dismissed.current) {
      close();
      return;
    }
    if (next.search !== query?.search) setActive(0);
    setQuery(next);
  }

  function close(): void {
    setQuery(null);
    setActive(0);
  }

  function take(person: Person): void {
    const element = area.current;
    if (query === null || element === null) return;
    const changed = withMention(element.value, query, person.username);
    caret.current = changed.caret;
    options.onChange(changed.text);
    close();
    element.focus();
  }

  function onKeyDown(event: KeyboardEvent): boolean {
    // Enter that ends the composition of a character is not ours.
    if (query === null || event.nativeEvent.isComposing) return false;
    if (event.key === 'Escape') {
      dismissed.current = query.start;
      close();
    } else if (people.length === 0 || event.ctrlKey || event.metaKey || event.altKey) {
      return false;
    } else if (event.key === 'ArrowDown') {
      setActive((active + 1) % people.length);
    } else if (event.key === 'ArrowUp') {
      setActive((active + people.length - 1) % people.length);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) {
      const person = people[active];
      if (person !== undefined) take(person);
    } else {
      return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  return {
    query,
    people,
    state: found.isError ? 'failed' : found.isPending || isBehind ? 'loading' : 'loaded',
    active: Math.min(active, Math.max(0, people.length - 1)),
    point: setActive,
    take,
    follow,
    close,
    onKeyDown,
  };
}

/**
 * While the answer is to fewer letters than were typed, only who fits them all is offered: whoever
 * types fast and presses Enter must not mention somebody else.
 */
function offered(people: readonly Person[], search: string, isBehind: boolean): readonly Person[] {
  if (!isBehind) return people;
  const typed = search.toLowerCase();
  return people.filter(({ username, name }) => `${username} ${name}`.toLowerCase().includes(typed));
}

function queryIn(area: HTMLTextAreaElement | null): MentionQuery | null {
  if (area === null || area.selectionStart !== area.selectionEnd) return null;
  return mentionQueryAt(area.value, area.selectionStart);
}
