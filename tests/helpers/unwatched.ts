import type { Liveness } from '../../src/server/jobs/liveness.ts';

/** Of a worker whose jobs nobody is there to hand back. */
export const unwatched: Omit<Liveness, 'stop'> = {
  worker: 1,
  regained: () => null,
  signal: new AbortController().signal,
};
