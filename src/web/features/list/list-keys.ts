import { useKey } from '../../ui/keys.ts';
import { toggle, toggleTo } from './selection.ts';

/**
 * `j` and `k` move the keyboard's focus from row to row: the focused element is the row's own link,
 * so Enter, Ctrl-Enter and screen readers need nothing of ours. `x` picks that row, with shift all
 * rows up to it.
 */
export function useListKeys(shown: readonly string[]): void {
  useKey('j', () => move(1));
  useKey('k', () => move(-1));
  useKey('x', () => withFocusedCode(toggle));
  useKey('X', () => withFocusedCode((code) => toggleTo(code, shown)));
}

function withFocusedCode(run: (code: string) => void): void {
  const row = document.activeElement?.closest('tr, li');
  const code = row?.querySelector<HTMLElement>('[data-row-link]')?.dataset.rowLink;
  if (code !== undefined) run(code);
}

function move(step: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>('[data-row-link]')];
  const row = document.activeElement?.closest('tr, li') ?? null;
  const at = links.findIndex((link) => row?.contains(link));
  // Nowhere yet: `j` starts at the row last opened or the first, `k` at the last.
  const marked = links.findIndex((link) => link.closest('[data-last]') !== null);
  const next = at === -1 ? (marked !== -1 ? marked : step === 1 ? 0 : links.length - 1) : at + step;
  const target = links[next];
  target?.focus({ preventScroll: true });
  target?.closest('tr, li')?.scrollIntoView({ block: 'nearest' });
}
