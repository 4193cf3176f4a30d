import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { PlainError } from '../../src/server/plain-error.ts';

/** Questions to the person at the terminal. */

const isInteractive = (): boolean => process.stdin.isTTY === true;

async function question(prompt: string, echo: boolean): Promise<string> {
  if (!echo) process.stdout.write(prompt);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({
    input: process.stdin,
    output: echo ? process.stdout : nowhere,
    terminal: true,
  });
  terminal.once('SIGINT', () => process.exit(130));
  const answer = await terminal.question(echo ? prompt : '');
  terminal.close();
  if (!echo) process.stdout.write('\n');
  return answer;
}

/** @throws PlainError when nobody is there to answer */
export async function ask(what: string, flag: string): Promise<string> {
  if (isInteractive()) return (await question(`${what}: `, true)).trim();
  throw new PlainError(`Give ${flag}: there is no terminal to ask at.`);
}

/** Typed twice and never shown at a terminal; otherwise all of standard input but its last line end. */
export async function askForPassword(): Promise<string> {
  if (!isInteractive()) return (await text(process.stdin)).replace(/\r?\n$/, '');
  const password = await question('Password (not shown): ', false);
  const again = await question('The same again: ', false);
  if (password !== again) throw new PlainError('The two passwords differ. Nothing was created.');
  return password;
}
