import { expect, it } from 'vitest';
import { Pace } from './pace.ts';

function paceWithClock(most = 8) {
  const clock = { ms: 0 };
  return { pace: new Pace(most, () => clock.ms), clock };
}

it('a destination that asks to wait is named until its time is over, the channel stays open', () => {
  const { pace, clock } = paceWithClock();
  pace.pauseDestination('chat', 30_000);
  expect(pace.paused).toEqual(['chat']);
  expect(pace.window).toBe(1);
  clock.ms = 30_000;
  expect(pace.paused).toEqual([]);
});

it('after a limit the channel is used one message at a time, more with each that is taken', () => {
  const { pace } = paceWithClock();
  pace.pauseDestination('channel', 1_000);
  const windows = Array.from({ length: 8 }, () => {
    pace.succeeded();
    return pace.window;
  });
  expect(windows).toEqual([2, 2, 2, 3, 3, 3, 4, 4]);
  for (let taken = 0; taken < 100; taken += 1) pace.succeeded();
  expect(pace.window).toBe(8);
});

it('N4 a worker begins with two messages at a time: one that dies early leaves few in doubt', () => {
  expect(paceWithClock().pace.window).toBe(2);
  expect(paceWithClock(1).pace.window).toBe(1);
});

it('an unreachable provider is left alone for growing times, at most a minute', () => {
  const { pace, clock } = paceWithClock();
  const pauses: number[] = [];
  for (let trouble = 0; trouble < 9; trouble += 1) {
    pace.pauseChannel(null);
    const began = clock.ms;
    while (pace.window === 0) clock.ms += 500;
    pauses.push(clock.ms - began);
  }
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  expect(pace.window).toBe(1);
  pace.succeeded();
  pace.pauseChannel(null);
  clock.ms += 1_000;
  expect(pace.window).toBe(1);
});

it('messages that fail together are one trouble', () => {
  const { pace, clock } = paceWithClock();
  for (let message = 0; message < 8; message += 1) pace.pauseChannel(null);
  clock.ms = 1_000;
  expect(pace.window).toBe(1);
});

it('N2 nothing is left alone for longer than an hour, whatever a provider asks for', () => {
  const { pace, clock } = paceWithClock();
  pace.pauseDestination('chat', 10 ** 12);
  pace.pauseChannel(10 ** 12);
  expect(pace.window).toBe(0);
  clock.ms = 3_600_000;
  expect(pace.window).toBe(1);
  expect(pace.paused).toEqual([]);
});
