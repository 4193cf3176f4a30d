import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problemsOf } from './config.testing.ts';
import { KNOWN_NAMES, UNUSED_VARIABLES } from './variables.ts';

const root = join(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** The names in the first cells of the README's table. */
function namesInReadme(): string[] {
  const text = read('README.md');
  const section = text.slice(text.indexOf('## Environment variables'));
  return section
    .slice(0, section.indexOf('\n## ', 1))
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([A-Z][A-Z\d_]+)`/g)])
    .map(([, name]) => name ?? '');
}

const example = Object.fromEntries(
  [...read('.env.example').matchAll(/^([A-Z][A-Z\d_]+)=(.*)$/gm)].map(([, name, value]) => [
    name ?? '',
    value ?? '',
  ]),
);

/** What compose.yml takes from the environment. */
const inCompose = [...read('compose.yml').matchAll(/\$\{([A-Z][A-Z\d_]+)[:?-]/g)].map(
  ([, name]) => name ?? '',
);

const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();

describe('the variables of the environment', () => {
  it('are in the table of the README: all that are read, no others, each once', () => {
    expect(namesInReadme().sort()).toEqual([...KNOWN_NAMES].sort());
  });

  it('are in .env.example, with those that only compose.yml reads', () => {
    const meant = KNOWN_NAMES.filter((name) => !(name in UNUSED_VARIABLES));
    expect(sorted(Object.keys(example))).toEqual(sorted([...meant, ...inCompose]));
  });

  it('have no working secret in .env.example', () => {
    const given = Object.entries(example).filter(([, value]) => value !== '');
    expect(Object.fromEntries(given)).toEqual({
      SITE_URL: 'http://localhost:8080',
      NODE_ENV: 'production',
    });
    expect(problemsOf(example)).toContain('DATA_ENCRYPTION_KEYS is missing');
  });
});
