import { CloseButton, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { isSearchable, type ListSearch } from '../../api/list-search.ts';
import { useKey } from '../../ui/keys.ts';
import { filterWords } from '../../words/filters.ts';
import { listWords as words } from '../../words/list.ts';
import { withFilters, without } from './filters.ts';
import classes from './list.module.css';

const PAUSE_MS = 250;

/** Searches once typing pauses, from three characters on (D1). `/` comes here. */
export function SearchField({
  search,
  onChange,
}: {
  search: ListSearch;
  onChange: (next: ListSearch) => void;
}) {
  const stored = search.q ?? '';
  const [text, setText] = useState(stored);
  const sent = useRef(stored);
  const input = useRef<HTMLInputElement>(null);
  useKey('/', () => input.current?.select());

  // The address changed by other means: back, Clear, a chip.
  useEffect(() => {
    if (stored === sent.current) return;
    sent.current = stored;
    setText(stored);
  }, [stored]);

  const latest = useRef({ search, onChange });
  useEffect(() => {
    latest.current = { search, onChange };
  });
  useEffect(() => {
    const wanted = isSearchable(text) ? text.trim() : '';
    if (wanted === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = wanted;
      const now = latest.current;
      now.onChange(
        wanted === '' ? without(now.search, 'q') : withFilters(now.search, { q: wanted }),
      );
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);

  const isTooShort = text.trim() !== '' && !isSearchable(text);
  return (
    <search className={classes.search}>
      <TextInput
        ref={input}
        aria-label={words.search}
        placeholder={words.searchPlaceholder}
        leftSection={<Search size={14} />}
        value={text}
        maxLength={200}
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          if (text === '') input.current?.blur();
          setText('');
        }}
        rightSectionWidth={isTooShort ? 136 : 32}
        rightSection={
          isTooShort ? (
            <span className={classes.hint} role="status">
              {words.searchTooShort}
            </span>
          ) : text === '' ? null : (
            <CloseButton
              size="sm"
              aria-label={filterWords.remove(words.search)}
              onClick={() => {
                setText('');
                input.current?.focus();
              }}
            />
          )
        }
      />
    </search>
  );
}
