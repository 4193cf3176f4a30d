import { randomBytes } from 'node:crypto';

/** F2: random, so that it neither can be guessed nor says anything about the content. */
export function newStorageKey(): string {
  return randomBytes(20).toString('hex');
}

/** What every driver may take for granted; a path or a URL can be made of it as it is. */
export function isStorageKey(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}
