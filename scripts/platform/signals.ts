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
  if (process.env.npm_lifecycle_event !== undefined) whenParentEnds(stop);
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);
}

const lookEveryMs = 1_000;

/**
 * npm passes signals on to the shell between it and this process, and not every shell passes them
 * further: without this, ending npm would leave the platform running unseen on its port.
 */
function whenParentEnds(stop: () => void): void {
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    stop();
  }, lookEveryMs);
  look.unref();
}
