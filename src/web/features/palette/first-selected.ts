import type { SpotlightStore } from '@mantine/spotlight';
import { useEffect } from 'react';

/**
 * Enter takes the selected entry, and the palette selects the first one while somebody types. When
 * results arrive afterwards, an entry that is still there stays selected wherever it stands now; if
 * a result took its place, the first entry is selected again. What was typed before the palette
 * opened is a query like any other.
 */
export function useFirstSelected(
  store: SpotlightStore,
  listId: string,
  results: unknown,
  typedAhead: string,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever they are, the entries are new
  useEffect(() => {
    if (store.getState().query.trim() === '') return;
    const list = document.getElementById(listId);
    const entries = [...(list?.querySelectorAll('[data-action]') ?? [])];
    const still = entries.findIndex((entry) => entry.hasAttribute('data-selected'));
    const selected = Math.max(0, still);
    entries[selected]?.setAttribute('data-selected', 'true');
    store.updateState((state) => ({ ...state, selected }));
  }, [store, listId, results, typedAhead]);
}
