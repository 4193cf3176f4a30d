/** At least so much time lies between two looks, however short the patience. */
const LOOK_AT_MOST_EVERY_MS = 50;

export interface GoneSessions<Key> {
  /** Those that hold something and whose session is gone. */
  readonly find: () => Promise<readonly Key[]>;
  readonly lookEveryMs: number;
  /** How long one must have been gone. */
  readonly patienceMs: number;
  /** Told of those that have been gone for so long, at every look until they are found no more. */
  readonly onGone: (gone: readonly Key[]) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/**
 * Watches for processes that died, by their sessions. One whose session is gone may still be at work
 * for a moment (its network broke, not the process), so it must have stayed away for a while by our
 * own stopwatch.
 */
export function watchGoneSessions<Key>(options: GoneSessions<Key>): { stop(): Promise<void> } {
  const { find, patienceMs } = options;
  const goneSince = new Map<Key, number>();
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    const found = await find();
    for (const key of [...goneSince.keys()]) if (!found.includes(key)) goneSince.delete(key);
    const gone: Key[] = [];
    for (const key of found) {
      const since = goneSince.get(key) ?? performance.now();
      goneSince.set(key, since);
      if (performance.now() - since >= patienceMs) gone.push(key);
    }
    if (gone.length > 0) await options.onGone(gone);
  }

  const tick = (): void => {
    looking ??= look()
      .catch(options.onError)
      .finally(() => {
        looking = null;
      });
  };
  tick();
  const everyMs = Math.max(LOOK_AT_MOST_EVERY_MS, Math.min(options.lookEveryMs, patienceMs / 2));
  const timer = setInterval(tick, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}
