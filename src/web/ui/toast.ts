/**
 * Short messages about what was done. The package behind them is loaded when the first one is
 * shown, by whoever mounted `Toasts` (the frame).
 */
export interface Toast {
  readonly text: string;
  /** Where the thing can be seen or undone. */
  readonly link?: {
    readonly label: string;
    readonly to: string;
    /** A file of the API to be saved, not a page. */
    readonly isFile?: true;
  };
  /** Until somebody closes it: news that nobody was waiting for in front of the screen. */
  readonly stays?: true;
  readonly tone?: 'done' | 'failed';
}

type Listener = (toast: Toast) => void;
let listener: Listener | null = null;
let early: readonly Toast[] = [];

export function showToast(toast: Toast): void {
  if (listener === null) early = [...early, toast];
  else listener(toast);
}

/** Called once, by the component that shows them; gets what was said before it stood. */
export function onToast(next: Listener): () => void {
  listener = next;
  for (const toast of early) next(toast);
  early = [];
  return () => {
    listener = null;
  };
}
