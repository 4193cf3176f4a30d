import { useEffect, useState } from 'react';
import { reveal } from '../../api/commands.ts';

const SHOWN_SECONDS = 60;

export interface Reveal {
  /** Null while masked. Lives in this page only: never in the cache, gone when the page is left. */
  readonly secrets: Readonly<Record<string, string>> | null;
  readonly secondsLeft: number;
  readonly isLoading: boolean;
  readonly hasFailed: boolean;
  readonly show: () => Promise<void>;
  readonly hide: () => void;
}

/** The audited look at encrypted values (section 4): masked again after a minute. */
export function useReveal(code: string): Reveal {
  const [secrets, setSecrets] = useState<Reveal['secrets']>(null);
  const [secondsLeft, setSecondsLeft] = useState(0);
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle');
  const isShown = secrets !== null;

  useEffect(() => {
    if (!isShown) return;
    // By the clock: timers sleep in background windows, what is shown must not outlive its minute.
    const untilMs = Date.now() + SHOWN_SECONDS * 1_000;
    const timer = setInterval(() => {
      const left = Math.ceil((untilMs - Date.now()) / 1_000);
      if (left <= 0) setSecrets(null);
      else setSecondsLeft(left);
    }, 1_000);
    return () => clearInterval(timer);
  }, [isShown]);

  return {
    secrets,
    secondsLeft,
    isLoading: state === 'loading',
    hasFailed: state === 'failed',
    hide: () => setSecrets(null),
    show: async () => {
      setState('loading');
      try {
        const answer = await reveal(code);
        setSecondsLeft(SHOWN_SECONDS);
        setSecrets(answer.secrets);
        setState('idle');
      } catch {
        setState('failed');
      }
    },
  };
}
