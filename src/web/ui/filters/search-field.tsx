import { CloseButton, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { filterWords } from '../../words/filters.ts';
import { useKey } from '../keys.ts';
import classes from './filters.module.css';

const PAUSE_MS = 250;

interface SearchFieldProps {
  readonly name: string;
  readonly placeholder: string;
  /** As the address holds it. */
  readonly value: string;
  readonly isSearchable: (text: string) => boolean;
  /** Beside a text that is not searchable yet. */
  readonly tooShort: string;
  readonly maxLength?: number;
  /** Empty: search for nothing. */
  readonly onChange: (text: string) => void;
}

/** Searches once typing pauses. `/` comes here. */
export function SearchField(props: SearchFieldProps) {
  const { name, placeholder, value, isSearchable, tooShort, maxLength = 200, onChange } = props;
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const input = useRef<HTMLInputElement>(null);
  useKey('/', () => input.current?.select());

  // The address changed by other means: back, Clear, a chip.
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setText(value);
  }, [value]);

  const latest = useRef({ isSearchable, onChange });
  useEffect(() => {
    latest.current = { isSearchable, onChange };
  });
  useEffect(() => {
    const wanted = latest.current.isSearchable(text) ? text.trim() : '';
    if (wanted === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = wanted;
      latest.current.onChange(wanted);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);

  const isTooShort = text.trim() !== '' && !isSearchable(text);
  return (
    <search className={classes.search}>
      <TextInput
        ref={input}
        aria-label={name}
        placeholder={placeholder}
        leftSection={<Search size={14} />}
        value={text}
        maxLength={maxLength}
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
              {tooShort}
            </span>
          ) : text === '' ? null : (
            <CloseButton
              size={24}
              iconSize={16}
              aria-label={filterWords.remove(name)}
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
