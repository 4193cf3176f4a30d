import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LOCAL_KEY } from '../../src/server/config/production.ts';
import { PlainError } from '../../src/server/plain-error.ts';

const stored = z.object({ SECRET_KEY: z.string(), DATA_ENCRYPTION_KEYS: z.string() });

/** The secrets of an embedded platform: made once, kept beside its database, readable by its owner. */
export function localSecrets(dataDir: string): z.infer<typeof stored> {
  const file = join(dataDir, 'secrets.json');
  if (existsSync(file)) {
    const parsed = stored.safeParse(parse(readFileSync(file, 'utf8')));
    if (parsed.success) return parsed.data;
    // New keys would make everything encrypted so far unreadable: that is for a person to decide.
    throw new PlainError(
      `${file} is damaged. Restore it from a backup, or move ${dataDir} away to start with an empty database.`,
    );
  }
  mkdirSync(dataDir, { recursive: true });
  const made = {
    // Random, but made for a trial: production tells them by their name.
    SECRET_KEY: `${LOCAL_KEY}-${randomBytes(48).toString('base64')}`,
    DATA_ENCRYPTION_KEYS: `${LOCAL_KEY}:${randomBytes(32).toString('base64')}`,
  };
  writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  return made;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
