import { spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Child, runChild } from './child.ts';

const folder = mkdtempSync(join(tmpdir(), 'child-'));
const diary = join(folder, 'diary');
const cleanUp: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
const patient = { timeout: 10_000 };

afterEach(async () => {
  for (const step of cleanUp.splice(1).reverse()) await step();
  rmSync(diary, { force: true });
});

/** A process that writes into the diary what happens to it. */
function entry(name: string, code: string): string {
  const file = join(folder, `${name}.mjs`);
  const note = `import { appendFileSync } from 'node:fs';\nconst note = (word) => appendFileSync(process.env.DIARY, word + ' ');\n`;
  writeFileSync(file, `${note}${code}`);
  return file;
}

const read = (): string => (existsSync(diary) ? readFileSync(diary, 'utf8').trim() : '');

const orderly = `note('begun');
process.on('SIGTERM', () => setTimeout(() => { note('finished'); process.exit(0); }, 150));
setInterval(() => undefined, 1_000);`;

function run(file: string, say: (sentence: string) => void = () => undefined): Child {
  const child = runChild({ name: 'worker', entry: file, env: { DIARY: diary }, say });
  cleanUp.push(() => child.kill());
  return child;
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('a process of the platform', () => {
  it('finishes its work when it is stopped, and is not started again', async () => {
    const said: string[] = [];
    const child = run(entry('orderly', orderly), (sentence) => said.push(sentence));
    await expect.poll(read, patient).toBe('begun');
    await child.stop();
    expect(read()).toBe('begun finished');
    expect(said).toEqual([]);
    expect(child.pid).toBeUndefined();
  });

  it('is started again when it crashes, and the terminal says so', async () => {
    const said: string[] = [];
    run(entry('crashing', "note('begun'); process.exit(3);"), (sentence) => said.push(sentence));
    await expect.poll(read, patient).toMatch(/^begun begun begun/);
    expect(said[0]).toBe('The worker ended (exit code 3); starting it again.');
  });

  it('is started again after kill -9', async () => {
    const child = run(entry('killed', orderly));
    await expect.poll(read, patient).toBe('begun');
    if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    await expect.poll(read, patient).toBe('begun begun');
  });

  it('stops in good order when the parent is killed outright', async () => {
    const module = JSON.stringify(join(import.meta.dirname, 'child.ts'));
    const parent = entry(
      'parent',
      `const { runChild } = await import(${module});
       runChild({ name: 'child', entry: ${JSON.stringify(entry('orphan', `note(process.pid);\n${orderly}`))},
         env: { DIARY: process.env.DIARY }, say: () => undefined });`,
    );
    appendFileSync(diary, '');
    const running = spawn(process.execPath, [parent], { env: { ...process.env, DIARY: diary } });
    cleanUp.push(() => running.kill('SIGKILL'));
    await expect.poll(read, patient).toMatch(/begun$/);
    const pid = Number(read().split(' ')[0]);
    cleanUp.push(() => isRunning(pid) && process.kill(pid, 'SIGKILL'));
    running.kill('SIGKILL');
    await expect.poll(read, patient).toMatch(/finished$/);
  });
});
