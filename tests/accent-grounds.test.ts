import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { GROUNDS } from '../src/domain/kernel/colour.ts';

const css = readFileSync(join(import.meta.dirname, '../src/web/ui/tokens.css'), 'utf8');
const [light = '', dark = ''] = css.split('@media not print');

it('an accent colour is made for the very grounds that the theme has', () => {
  const grounds = (part: string) => [
    ...new Set(['bg', 'surface', 'raised', 'hover'].map((name) => tokenOf(part, name))),
  ];
  expect(grounds(light)).toEqual(GROUNDS.light);
  expect(grounds(dark)).toEqual(GROUNDS.dark);
});

const tokenOf = (part: string, name: string) => new RegExp(`--${name}: (#\\w+);`).exec(part)?.[1];
