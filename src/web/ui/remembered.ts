import { useCallback, useState } from 'react';

/** A choice kept in this browser. `read` turns whatever stands there into a valid value. */
export function useRemembered<T>(
  name: string,
  read: (stored: unknown) => T,
): readonly [T, (next: T | ((before: T) => T)) => void] {
  const [value, setValue] = useState(() => read(load(name)));
  const remember = useCallback(
    (next: T | ((before: T) => T)) => {
      setValue((before) => {
        const after = typeof next === 'function' ? (next as (before: T) => T)(before) : next;
        store(name, after);
        return after;
      });
    },
    [name],
  );
  return [value, remember];
}

function load(name: string): unknown {
  try {
    const text = localStorage.getItem(`requests.${name}`);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    // Storage is off or holds something foreign: the default will do.
    return undefined;
  }
}

function store(name: string, value: unknown): void {
  try {
    localStorage.setItem(`requests.${name}`, JSON.stringify(value));
  } catch {
    // Storage is off or full: the choice lasts until the page is closed.
  }
}
