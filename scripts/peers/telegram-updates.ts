const KEPT_UPDATES = 1_000;

interface Waiting {
  readonly end: (isTakenOver: boolean) => void;
}

/** What people wrote to the bot, until it is confirmed by asking for what comes after it. */
export function updateQueue(firstId: number) {
  let updates: { readonly update_id: number }[] = [];
  let lastId = firstId - 1;
  let waiting: Waiting | null = null;

  return {
    get count(): number {
      return updates.length;
    },
    add(update: object): void {
      lastId += 1;
      updates = [...updates, { update_id: lastId, ...update }].slice(-KEPT_UPDATES);
      waiting?.end(false);
    },
    /** A long poll. @returns null when another one took its place meanwhile */
    async take(offset: number, timeoutSeconds: number, gone: AbortSignal) {
      updates = updates.filter(({ update_id }) => update_id >= offset);
      waiting?.end(true);
      if (updates.length === 0 && timeoutSeconds > 0) {
        const isTakenOver = await new Promise<boolean>((resolve) => {
          const timer = setTimeout(() => own.end(false), timeoutSeconds * 1_000);
          const own: Waiting = {
            end: (isTaken) => {
              clearTimeout(timer);
              if (waiting === own) waiting = null;
              resolve(isTaken);
            },
          };
          gone.addEventListener('abort', () => own.end(false), { once: true });
          waiting = own;
        });
        if (isTakenOver) return null;
      }
      return updates.slice(0, 100);
    },
    close(): void {
      waiting?.end(false);
    },
  };
}
