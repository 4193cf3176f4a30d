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

/** What the pages say: every text in their words, and in the names that the domain gives things. */
function textsOfPages(): readonly string[] {
  return ['src/web/words', 'src/domain'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !/\.test(?:ing)?\.ts$/.test(name))
      .map((name) => readFileSync(join(root, folder, name), 'utf8'))
      .flatMap((code) => [...code.matchAll(/'((?:[^'\\\n]|\\.)*)'|`([^`]*)`/g)])
      .map(([, plain, template]) => plain ?? template ?? ''),
  );
}

/**
 * Names of pages, buttons and states in a guide that no page has. They stand in bold and begin with a
 * capital; what is only stressed is a sentence with its full stop, or begins otherwise. "…" is anything.
 */
function unknownNames(markdown: string, texts: readonly string[]): readonly string[] {
  const bold = [
    ...prose(markdown)
      .replace(/\s+/g, ' ')
      .matchAll(/\*\*([^*]+)\*\*/g),
  ];
  return bold
    .map(([, text = '']) => text)
    .filter((text) => /^\p{Lu}/u.test(text) && !text.endsWith('.'))
    .flatMap((text) => text.replace(/:$/, '').split(' → '))
    .filter((name) => {
      const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
      const said = new RegExp(
        `^${escaped.replace(/ ?… ?/, '.+')}${name.includes('…') ? '' : '(?::|$)'}`,
      );
      return !texts.some((text) => said.test(text));
    });
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

  it('the guide for admins calls pages, buttons and states what they are called', () => {
    const texts = textsOfPages();
    const guide = readFileSync(join(root, 'docs/admin.md'), 'utf8');
    expect(unknownNames(guide, texts)).toEqual([]);
    const wrong =
      '**Users → New human.** **Settings → Wrk** **Show what they have in hand** **Create … cars**';
    expect(unknownNames(wrong, texts)).toEqual(['Wrk', 'Create … cars']);
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
