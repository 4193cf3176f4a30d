import type { Platform } from './platform.ts';

/** One Ctrl-C arrives twice under npm: from the terminal, and passed on by npm. */
const echoWithinMs = 500;

/**
 * The first Ctrl-C stops everything in order, the second one at once. Before the platform stands
 * there is nothing to order: ending this process ends what it has started so far.
 */
export function stopOnSignals(
  current: () => Pick<Platform, 'stop' | 'kill'> | undefined,
  say: (sentence: string) => void,
): void {
  let askedAt: number | undefined;
  const stop = () => {
    const platform = current();
    if (platform === undefined) process.exit(130);
    if (askedAt !== undefined) {
      if (Date.now() - askedAt < echoWithinMs) return;
      platform.kill();
      process.exit(1);
    }
    askedAt = Date.now();
    say('\nStopping … (Ctrl-C again to stop at once)');
    platform.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);
}
