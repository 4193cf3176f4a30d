import { describe, expect, it } from 'vitest';
import { epochMs, type Instant, instant } from '../../src/domain/kernel/calendar.ts';
import { REQUEST_TYPE_KEYS } from '../../src/domain/requests/define.ts';
import { STATUSES } from '../../src/domain/requests/request.ts';
import { inventYear } from './invent.ts';
import { type Rows, rowsOf } from './rows.ts';

const NOW = instant('2026-11-18T09:00:00Z');

async function invented(options: { now?: Instant; seed?: number; requests?: number } = {}) {
  return inventYear({ now: NOW, seed: 1, requests: 150, ...options });
}

/** Storage keys are random (F2) and the only thing that is. */
function withoutStorageKeys({ files, contents, ...rows }: Rows) {
  return {
    ...rows,
    files: files.map(({ storage_key: _, ...file }) => file),
    contents: contents.map(({ content }) => content.bytes.toString('base64')),
  };
}

describe('the same year again', () => {
  it('the same seed and the same now give the same rows and bytes', async () => {
    const [one, two] = [await invented(), await invented()];
    expect(two.people).toEqual(one.people);
    expect(withoutStorageKeys(rowsOf(two))).toEqual(withoutStorageKeys(rowsOf(one)));
  });

  it('another seed gives another year', async () => {
    const [one, two] = [await invented(), await invented({ seed: 2 })];
    expect(rowsOf(two).requests).not.toEqual(rowsOf(one).requests);
  });

  it('fewer requests than it takes to show everything are refused', async () => {
    await expect(invented({ requests: 20 })).rejects.toThrow(RangeError);
  });
});

describe('whenever the platform is started', () => {
  it.each([
    ['on a working day', '2026-11-18T15:20:00Z', 3],
    ['on a Sunday', '2026-11-22T10:40:00Z', 4],
    ['while everybody sleeps', '2026-07-06T04:00:00Z', 5],
    ['on New Year', '2027-01-01T00:00:30Z', 6],
    ['right after clocks changed', '2026-03-29T01:30:00Z', 7],
    ['on a leap day', '2028-02-29T12:00:00Z', 8],
  ])('%s every type is there in every status, at believable times', async (_, text, seed) => {
    const now = instant(text);
    const { lives, people } = await invented({ now, seed });
    const found = new Set(lives.map(({ state }) => `${state.type} ${state.status}`));
    // XML files and disputes are neither scheduled nor approved; UR and AV need no approval.
    const impossible = new Set([
      'xml_files scheduled',
      'stripe_disputes scheduled',
      ...['user_records', 'address_validation', 'xml_files', 'stripe_disputes'].map(
        (type) => `${type} pending_approval`,
      ),
    ]);
    const missing = REQUEST_TYPE_KEYS.flatMap((type) =>
      STATUSES.map((status) => `${type} ${status}`),
    ).filter((one) => !found.has(one) && !impossible.has(one));
    expect(missing).toEqual([]);

    const leftAt = new Map(people.map(({ actor, workedUntil }) => [actor.id, workedUntil]));
    for (const { events, state } of lives) {
      const times = events.map(({ at }) => epochMs(at));
      expect(times, state.code).toEqual(times.toSorted((a, b) => a - b));
      expect(times.at(-1), state.code).toBeLessThan(epochMs(now));
      for (const { at, actorId } of events) {
        const left = actorId === null ? null : leftAt.get(actorId);
        if (left) expect(epochMs(at), state.code).toBeLessThan(epochMs(left));
      }
    }
  });

  it('a full year has mostly finished requests and enough open ones for every view', async () => {
    const { lives } = await invented({ requests: 2_000 });
    const share = (status: string) =>
      lives.filter(({ state }) => state.status === status).length / lives.length;
    expect(share('completed')).toBeGreaterThan(0.75);
    for (const status of STATUSES) expect(share(status), status).toBeGreaterThan(0.004);
    const work = lives.flatMap(({ events }) => events.map(({ at }) => new Date(at).getUTCDay()));
    // Friday evening in America is Saturday in UTC; people rest otherwise.
    expect(work.filter((day) => day === 0 || day === 6).length / work.length).toBeLessThan(0.04);
  });
});
