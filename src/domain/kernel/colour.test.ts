import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACCENT_TOKENS, accentShades, GROUNDS, parseColour, type Shades } from './colour.ts';
import { contrast, leastContrast } from './colour-space.ts';

const colours = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);
const extremes = ['#000000', '#ffffff', '#ffff00', '#00ff00', '#0000ff', '#ff00ff', '#7f7f7f'];

function whatIsWrong(shades: Shades, grounds: readonly string[]): readonly string[] {
  const all = [...grounds, shades['--accent-soft'], shades['--selected']];
  const checks: [string, boolean][] = [
    ['white on the accent', contrast('#ffffff', shades['--accent']) >= 4.5],
    ['white on the accent under the pointer', contrast('#ffffff', shades['--accent-hover']) >= 4.5],
    ['text in the accent', leastContrast(shades['--accent-text'], all) >= 4.5],
    ['the ring of the focus', leastContrast(shades['--focus'], all) >= 3],
    ['the accent on the page', contrast(shades['--accent'], grounds[0] ?? '') >= 3],
    ['the pointer is seen', shades['--accent'] !== shades['--accent-hover']],
    ['only colours', ACCENT_TOKENS.every((token) => /^#[0-9a-f]{6}$/.test(shades[token]))],
  ];
  return checks.flatMap(([name, isRight]) => (isRight ? [] : [name]));
}

describe('a colour', () => {
  it('is six hexadecimal digits, also typed short, in capitals or without the hash', () => {
    expect(['#2F6FDE', '2f6fde', ' #2f6fde '].map(parseColour)).toEqual(Array(3).fill('#2f6fde'));
    expect(parseColour('#fa0')).toBe('#ffaa00');
    const wrong = ['', '#', 'red', '#12345', '#1234567', 'rgb(1,2,3)', '#2f6fdg', '#fff;}'];
    expect(wrong.map(parseColour)).toEqual(wrong.map(() => null));
  });
});

describe('the shades of an accent colour', () => {
  it('can be read on everything they stand on, whatever was chosen, in light and dark', () => {
    const check = (colour: string) => {
      const { light, dark } = accentShades(colour);
      expect(whatIsWrong(light, GROUNDS.light), `${colour} light`).toEqual([]);
      expect(whatIsWrong(dark, GROUNDS.dark), `${colour} dark`).toEqual([]);
    };
    extremes.forEach(check);
    fc.assert(fc.property(colours, check), { numRuns: 300 });
  });

  it('keep the chosen colour itself where it does', () => {
    expect(accentShades('#3b4cc0').light['--accent']).toBe('#3b4cc0');
    expect(accentShades('#0b7285').light['--accent']).toBe('#0b7285');
    expect(accentShades('#ffd400').light['--accent']).not.toBe('#ffd400');
  });

  it('leave text on soft and selected grounds readable', () => {
    fc.assert(
      fc.property(colours, (colour) => {
        const { light, dark } = accentShades(colour);
        const read = (text: string, { '--accent-soft': soft, '--selected': selected }: Shades) =>
          leastContrast(text, [soft, selected]);
        // `--text`, `--text-dim` and `--text-faint` of the theme.
        return (
          ['#1b1c20', '#575b64', '#686c76'].every((text) => read(text, light) >= 4.5) &&
          ['#e7e8eb', '#a6aab4', '#969aa5'].every((text) => read(text, dark) >= 4.5)
        );
      }),
      { numRuns: 200 },
    );
  });
});
