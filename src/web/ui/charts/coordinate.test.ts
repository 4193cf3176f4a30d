import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  coordinateOf,
  labelledPlaces,
  nearestTo,
  percentAt,
  scaleTo,
  tickLabel,
} from './coordinate.ts';

describe('D3: the axis of a chart', () => {
  it('reaches the largest value in a few even round steps', () => {
    expect(scaleTo(253)).toEqual({ max: 300, ticks: [0, 100, 200, 300] });
    expect(scaleTo(100)).toEqual({ max: 100, ticks: [0, 25, 50, 75, 100] });
    expect(scaleTo(12.5)).toEqual({ max: 15, ticks: [0, 5, 10, 15] });
  });

  it('counts in whole steps what comes in whole numbers', () => {
    expect(scaleTo(1, { whole: true })).toEqual({ max: 1, ticks: [0, 1] });
    expect(scaleTo(3, { whole: true })).toEqual({ max: 3, ticks: [0, 1, 2, 3] });
    expect(scaleTo(9, { whole: true }).ticks.every(Number.isInteger)).toBe(true);
  });

  it('stands also where there is nothing', () => {
    expect(scaleTo(0)).toEqual({ max: 1, ticks: [0] });
    expect(scaleTo(Number.NEGATIVE_INFINITY).ticks).toEqual([0]);
  });

  it('holds every value, from cents to billions, with at most five ticks', () => {
    const amounts = fc.integer({ min: 1, max: 2 ** 40 }).map((cents) => cents / 100);
    fc.assert(
      fc.property(amounts, fc.boolean(), (amount, whole) => {
        const value = whole ? Math.ceil(amount) : amount;
        const { max, ticks } = scaleTo(value, { whole });
        expect(max).toBeGreaterThanOrEqual(value * (1 - 1e-9));
        expect(max).toBeLessThanOrEqual(Math.max(value * 2.5, 1));
        expect(ticks.length).toBeLessThanOrEqual(5);
        expect(ticks.at(-1)).toBe(max);
        if (whole) expect(ticks.every(Number.isInteger)).toBe(true);
      }),
    );
  });

  it('labels its steps in few characters', () => {
    expect([0, 250, 12_500, 2_000_000, 3e9].map(tickLabel)).toEqual([
      '0',
      '250',
      '12.5K',
      '2M',
      '3B',
    ]);
  });
});

describe('D3: where something stands in a chart', () => {
  it('is a percentage of the axis and never outside it', () => {
    expect(percentAt(coordinateOf('12.50'), 50)).toBe(25);
    expect(percentAt(coordinateOf('200000000.00'), 50)).toBe(100);
    expect(percentAt(coordinateOf('-3.000'), 50)).toBe(0);
    expect(percentAt(5, 0)).toBe(0);
  });

  it('gives few of many columns a label, the first among them', () => {
    expect(labelledPlaces(3, 6)).toEqual([0, 1, 2]);
    expect(labelledPlaces(156, 6)).toEqual([0, 26, 52, 78, 104, 130]);
    expect(labelledPlaces(0, 6)).toEqual([]);
  });

  it('finds the point nearest to the pointer, within reach only', () => {
    const places = [
      { x: 10, y: 10 },
      { x: 14, y: 10 },
      { x: 90, y: 90 },
    ];
    expect(nearestTo(places, 13, 10, 14)).toBe(1);
    expect(nearestTo(places, 11, 10, 14)).toBe(0);
    expect(nearestTo(places, 50, 50, 14)).toBeNull();
  });
});
