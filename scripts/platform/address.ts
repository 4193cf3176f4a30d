import { loadSettings } from '../../src/server/config.ts';
import { PlainError } from '../../src/server/plain-error.ts';

/** A variable of the environment; empty counts as not set. */
export const own = (name: string): string | undefined => process.env[name] || undefined;

/**
 * Host and port from the checked configuration. Without DATABASE_URL the embedded platform brings the
 * required values itself, later: here stand-ins let everything else be checked before anything starts.
 */
export function addressOf(): { readonly host: string; readonly port: number } {
  const standIns = {
    DATABASE_URL: 'postgres://embedded/requests',
    SITE_URL: 'http://localhost',
    SECRET_KEY: '-'.repeat(32),
    DATA_ENCRYPTION_KEYS: `embedded:${Buffer.alloc(32).toString('base64')}`,
  };
  const given = Object.entries(process.env).filter(([, value]) => value !== '');
  const embedded = own('DATABASE_URL') === undefined;
  const { config } = loadSettings({ ...(embedded ? standIns : {}), ...Object.fromEntries(given) });
  return { host: config.host, port: config.port };
}

/** Where the local inbox is to be, if somebody minds. */
export function ownInboxPort(): number | undefined {
  const given = own('INBOX_PORT');
  if (given === undefined) return undefined;
  const port = Number(given);
  if (/^\d{1,5}$/.test(given) && port > 0 && port < 65_536) return port;
  throw new PlainError('INBOX_PORT must be a whole number from 1 to 65535, e.g. 8081.');
}
