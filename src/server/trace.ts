import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * The id of the request to the api that everything done now stems from, as the logs name it
 * (`requestId`). It goes along into jobs and deliveries, so that one search finds them all.
 */
const traces = new AsyncLocalStorage<string>();

/** Null outside a request and for what the clock does by itself. */
export function currentTraceId(): string | null {
  return traces.getStore() ?? null;
}

/** Runs `work` as stemming from that request; null: from none. */
export function withTrace<T>(id: string | null, work: () => T): T {
  return id === null ? traces.exit(work) : traces.run(id, work);
}

/** Of a job's payload; null when it was ordered by the clock, or by an older release. */
export function traceIdOf(payload: unknown): string | null {
  if (typeof payload !== 'object' || payload === null || !('traceId' in payload)) return null;
  return typeof payload.traceId === 'string' ? payload.traceId : null;
}
