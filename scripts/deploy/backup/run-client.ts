import { spawn } from 'node:child_process';
import { PlainError } from '../../../src/server/plain-error.ts';

/**
 * Runs one of PostgreSQL's own programs on a database. The password goes by the environment: arguments
 * show in process lists.
 */
export async function runClient(
  program: 'pg_dump' | 'pg_restore',
  databaseUrl: string,
  args: readonly string[],
): Promise<void> {
  const url = new URL(databaseUrl);
  const password = decodeURIComponent(url.password);
  url.password = '';
  const env = { ...process.env, ...(password !== '' && { PGPASSWORD: password }) };
  const child = spawn(program, [`--dbname=${url.href}`, '--no-password', ...args], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const code = await new Promise<number | null>((done, fail) => {
    child.once('error', (error) => fail(explain(program, error)));
    child.once('close', done);
  });
  if (code !== 0) {
    throw new PlainError(`${program} failed. It said:\n${said.join('').trim()}`);
  }
}

function explain(program: string, error: Error): Error {
  if (!('code' in error) || error.code !== 'ENOENT') return error;
  return new PlainError(
    `${program} was not found. Install PostgreSQL's client programs, at least as new as the server, e.g. apt-get install postgresql-client.`,
  );
}
