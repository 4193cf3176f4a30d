import type { Context } from '../context.ts';

export interface AskTimes {
  /** What the process was started for comes first: loading what speaks to a bucket takes its time. */
  readonly afterMs: number;
  /** While something is wrong. */
  readonly againAfterMs: number;
}

const TIMES: AskTimes = { afterMs: 1_500, againAfterMs: 60_000 };

/**
 * Asks the bucket once after start whether it works, so that a wrong key shows before the first
 * upload does; again while it does not, to say when it does. Nothing else waits for the answer. Says
 * one line whenever it is another one. A folder is not asked.
 * @returns what ends it
 */
export function askStoreAfterStart(
  { files, log }: Pick<Context, 'files' | 'log'>,
  { afterMs, againAfterMs }: AskTimes = TIMES,
): () => void {
  const { health } = files;
  if (health === undefined) return () => undefined;
  let said: string | null | undefined;
  let isStopped = false;
  let timer: NodeJS.Timeout;
  const askAfter = (ms: number) => {
    timer = setTimeout(() => void ask(), ms).unref();
  };
  const ask = async (): Promise<void> => {
    const wrong = await health.ask().catch((error: unknown) => String(error));
    if (isStopped) return;
    if (wrong !== said) {
      if (wrong === null) log.info('the file store answers');
      else log.error(`Files cannot be relied on. ${wrong}`);
    }
    said = wrong;
    if (wrong !== null) askAfter(againAfterMs);
  };
  askAfter(afterMs);
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
