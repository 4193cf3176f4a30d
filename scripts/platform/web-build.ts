import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { PlainError } from '../../src/server/plain-error.ts';

const root = resolve(import.meta.dirname, '../..');
const stamp = join(root, 'dist/web.stamp');
const index = join(root, 'dist/web/index.html');

/** Builds the web app unless the one in dist/ came from the same sources, compared by content. */
export async function buildWebIfStale(say: (sentence: string) => void): Promise<void> {
  const wanted = hashOf(sources());
  if (existsSync(index) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('Building the web app …');
  rmSync(stamp, { force: true });
  // Loaded only when there is something to build: a plain start stays quick.
  const { build } = await import('vite');
  const mode = process.env.NODE_ENV;
  try {
    await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'silent' });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    // A full disk has its own sentence; anything else is a fault in the sources.
    if (/ENOSPC|EDQUOT/.test(said)) throw error;
    throw new PlainError(`The web app does not build.\n${said}`);
  } finally {
    // Vite sets it for the build; what is started next would take itself for production.
    if (mode === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = mode;
  }
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, wanted);
}

function sources(): readonly string[] {
  const folders = ['src/web', 'src/domain'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const single = ['vite.config.ts', 'package-lock.json'].map((name) => join(root, name));
  return [...folders, ...single].sort();
}

function hashOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}
