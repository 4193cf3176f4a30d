import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, fromLch, toLch } from './colour-space.ts';

const colours = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('a colour', () => {
  it('has the contrast that WCAG gives for known pairs, in either order', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
    expect(contrast('#ffffff', '#767676')).toBeCloseTo(4.54, 2);
    expect(contrast('#ff0000', '#0000ff')).toBeCloseTo(2.15, 2);
    expect(contrast('#abcdef', '#abcdef')).toBe(1);
  });

  it('comes back from OKLCH as it was', () => {
    fc.assert(fc.property(colours, (colour) => fromLch(toLch(colour)) === colour));
  });

  it('that no screen shows becomes paler, not another hue', () => {
    const { hue } = toLch('#ff0000');
    const shown = toLch(fromLch({ lightness: 0.9, chroma: 0.3, hue }));
    expect(shown.hue).toBeCloseTo(hue, 1);
    expect(shown.chroma).toBeLessThan(0.1);
    expect(shown.lightness).toBeCloseTo(0.9, 2);
  });
});
