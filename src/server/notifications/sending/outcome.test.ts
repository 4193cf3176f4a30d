import { describe, expect, it } from 'vitest';
import { addMs, DAY_MS, instant } from '../../../domain/kernel/calendar.ts';
import { retry } from './fake-channels.testing.ts';
import { earlierAttempt, finishedBy } from './outcome.ts';
import type { StartedDelivery } from './queries.ts';

const now = instant('2026-11-18T09:00:00Z');
const first = instant('2026-11-18T08:00:00Z');

const started = (more: Partial<StartedDelivery> = {}): StartedDelivery =>
  ({
    id: 7,
    laneId: 3,
    attempts: 1,
    startedAt: now,
    retryingSince: now,
    uncertainSince: null,
    providerId: null,
    ...more,
  }) as StartedDelivery;

const finish = (delivery: StartedDelivery, outcome: Parameters<typeof finishedBy>[1]) =>
  finishedBy(delivery, outcome, now, 0.5);

describe('what an outcome means for the delivery', () => {
  it('a retry waits, and remembers when its answer got lost first (N4)', () => {
    expect(finish(started(), retry())).toMatchObject({
      state: 'pending',
      nextAttemptAt: addMs(now, 2_000),
      uncertainSince: null,
    });
    expect(finish(started(), retry({ isUncertain: true }))).toMatchObject({ uncertainSince: now });
    const again = started({ uncertainSince: first, attempts: 2 });
    expect(finish(again, retry())).toMatchObject({ uncertainSince: first });
    expect(finish(again, retry({ isUncertain: true }))).toMatchObject({ uncertainSince: first });
  });

  it('the wait of a provider wins (N2)', () => {
    const { nextAttemptAt } = finish(started(), retry({ waitMs: 60_000 }));
    expect(nextAttemptAt).toBe(addMs(now, 63_000));
  });

  it('after a day it is failed, or unknown when somebody may have got it (N2, N4)', () => {
    const old = { attempts: 90, retryingSince: addMs(now, -DAY_MS) };
    expect(finish(started(old), retry())).toMatchObject({ state: 'failed' });
    const uncertain = started({ ...old, uncertainSince: first });
    expect(finish(uncertain, retry())).toMatchObject({ state: 'unknown' });
  });

  it('a message that is out waits for its reaction, and is sent without it after a day', () => {
    const posted = {
      ...retry(),
      kind: 'posted',
      providerId: 'C1 1.2',
      thread: { ts: '1.2' },
    } as const;
    expect(finish(started(), posted as never)).toMatchObject({
      state: 'pending',
      providerId: 'C1 1.2',
      thread: { ts: '1.2' },
      uncertainSince: now,
    });
    const old = started({ attempts: 90, retryingSince: addMs(now, -DAY_MS) });
    // Later messages of the lane go into its thread all the same (N1).
    expect(finish(old, posted as never)).toMatchObject({
      state: 'sent',
      providerId: 'C1 1.2',
      thread: { ts: '1.2' },
    });
  });

  it('a channel that is off costs no attempt, and the delivery goes first when it is on again (N2)', () => {
    const off = finish(started(), { kind: 'channel_off', error: 'The token was revoked' });
    expect(off).toMatchObject({ state: 'pending', nextAttemptAt: now, isUncounted: true });
  });

  it('tells the channel of the earliest attempt in doubt', () => {
    expect(earlierAttempt(started())).toBeNull();
    expect(earlierAttempt(started({ uncertainSince: first, providerId: 'x' }))).toEqual({
      startedAtEpochMs: Date.parse(first),
      providerId: 'x',
    });
  });
});
