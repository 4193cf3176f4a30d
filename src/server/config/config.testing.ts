import { loadSettings } from '../config.ts';

/** 32 bytes that look random, as a key has them. */
export const dataKey = Buffer.from(
  Array.from({ length: 32 }, (_, i) => (i * 89 + 41) % 256),
).toString('base64');

/** Nothing is missing, and nothing that production refuses. */
export const completeEnvironment = {
  DATABASE_URL: 'postgres://requests:hush-hush@127.0.0.1:5432/requests',
  SITE_URL: 'https://requests.example.com/',
  SECRET_KEY: 'a-string-that-signs-and-is-long-enough',
  DATA_ENCRYPTION_KEYS: `new:${dataKey},old:${dataKey}`,
};

/** What `loadSettings` refuses an environment with; empty when it does not. */
export function problemsOf(env: Readonly<Record<string, string>>): string {
  try {
    loadSettings(env);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}
