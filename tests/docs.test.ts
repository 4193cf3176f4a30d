import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What readers are sent to exists: links, anchors, pictures and npm scripts of the documentation. */

const root = resolve(import.meta.dirname, '..');
const documents = ['README.md', 'CONTRIBUTING.md', ...markdownIn('docs')];
const scripts = scriptsOf(readFileSync(join(root, 'package.json'), 'utf8'));

function markdownIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
}

function scriptsOf(manifest: string): ReadonlySet<string> {
  const { scripts } = JSON.parse(manifest) as { scripts: Record<string, string> };
  return new Set(Object.keys(scripts));
}

/** Text without blocks of code, in which brackets mean something else. */
const prose = (markdown: string): string => markdown.replace(/^( *)```[\s\S]*?^\1```$/gm, '');

/** As GitHub makes them of headings. */
function anchorsOf(markdown: string): readonly string[] {
  return [...prose(markdown).matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** What is wrong with the links and pictures of a document. */
function brokenLinks(document: string, markdown: string): readonly string[] {
  const targets = [...prose(markdown).matchAll(/!?\[[^\]]*\]\(([^)\s]+)\)/g)].map(
    ([, target = '']) => target,
  );
  return targets
    .filter((target) => !/^(?:https?|mailto):/.test(target))
    .filter((target) => {
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? join(root, document) : join(root, dirname(document), path);
      if (!existsSync(file)) return true;
      return anchor !== undefined && !anchorsOf(readFileSync(file, 'utf8')).includes(anchor);
    });
}

function unknownScripts(markdown: string): readonly string[] {
  const named = [...markdown.matchAll(/\bnpm run ([a-z][\w:-]*)/g)].map(([, name = '']) => name);
  return named.filter((name) => !scripts.has(name));
}

describe('documentation', () => {
  it.each(documents)('%s leads only to what exists', (document) => {
    const markdown = readFileSync(join(root, document), 'utf8');
    expect(brokenLinks(document, markdown)).toEqual([]);
    expect(unknownScripts(markdown)).toEqual([]);
  });

  it('every picture says in words what it shows, and is shown somewhere', () => {
    const texts = documents.map((document) => readFileSync(join(root, document), 'utf8'));
    const shown = documents.flatMap((document, index) =>
      [...(texts[index] ?? '').matchAll(/!\[([^\]]*)\]\(([^)\s]+)\)/g)].map(
        ([, alt, path = '']) => ({
          alt,
          file: relative(root, join(root, dirname(document), path)),
        }),
      ),
    );
    expect(shown.filter(({ alt }) => alt === '')).toEqual([]);
    const kept = readdirSync(join(root, 'docs/pictures')).map((name) => `docs/pictures/${name}`);
    expect(kept.filter((file) => !shown.some((picture) => picture.file === file))).toEqual([]);
  });

  it('a missing file, a missing heading and an unknown script are found', () => {
    expect(
      brokenLinks(
        'README.md',
        '[a](docs/nowhere.md) [b](#no-such-heading) ![c](docs/nothing.png) [d](docs/deploy.md#upgrade)',
      ),
    ).toEqual(['docs/nowhere.md', '#no-such-heading', 'docs/nothing.png']);
    expect(unknownScripts('`npm run no-such-script`, `npm run build`')).toEqual(['no-such-script']);
  });
});
