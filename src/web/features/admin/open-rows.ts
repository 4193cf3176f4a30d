import { useState } from 'react';

export interface OpenRows {
  readonly has: (id: number) => boolean;
  readonly toggle: (id: number) => void;
}

/** Rows that show all their facts, by delivery: they stay open when the page is read again. */
export function useOpenRows(): OpenRows {
  const [ids, setIds] = useState<ReadonlySet<number>>(new Set());
  return {
    has: (id) => ids.has(id),
    toggle: (id) =>
      setIds((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      }),
  };
}
