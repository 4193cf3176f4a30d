import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'signals-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A platform that only says when it stops. */
const program = `
import { stopOnSignals } from ${JSON.stringify(resolve(import.meta.dirname, 'signals.ts'))};
setInterval(() => undefined, 1_000);
stopOnSignals(() => ({ stop: async () => console.log('stopped in order'), kill: () => undefined }), () => undefined);
console.log('up');
`;

it('stops in order when the shell that npm put in between is ended', async () => {
  const file = join(folder, 'platform.mjs');
  writeFileSync(file, program);
  // The second command keeps the shell from giving its place to the first.
  const shell = spawn('sh', ['-c', `"${process.execPath}" "${file}"; true`], {
    env: { ...process.env, npm_lifecycle_event: 'start' },
  });
  let said = '';
  shell.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (chunk.toString().includes('up')) shell.kill('SIGKILL');
  });
  // The pipe ends with the last process that holds it: the platform itself.
  await once(shell.stdout, 'end');
  expect(said).toBe('up\nstopped in order\n');
});
