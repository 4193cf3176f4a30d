import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ensurePortIsFree } from './port.ts';
import { localSecrets } from './secrets.ts';

const folder = mkdtempSync(join(tmpdir(), 'start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the secrets of an embedded platform', () => {
  it('are made once, kept, and readable by their owner only', () => {
    const dataDir = join(folder, 'data');
    const made = localSecrets(dataDir);
    expect(localSecrets(dataDir)).toEqual(made);
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(made.DATA_ENCRYPTION_KEYS).toMatch(/^local:[A-Za-z0-9+/]{43}=$/);
  });

  it('are never replaced when damaged: what they encrypted would be lost', () => {
    const dataDir = join(folder, 'damaged');
    localSecrets(dataDir);
    const file = join(dataDir, 'secrets.json');
    writeFileSync(file, '{"SECRET_KEY": ');
    expect(() => localSecrets(dataDir)).toThrow('is damaged. Restore it from a backup');
    expect(readFileSync(file, 'utf8')).toBe('{"SECRET_KEY": ');
  });
});

describe('the port', () => {
  it('that is busy is named, with the way out', async () => {
    const busy = createServer();
    await new Promise<void>((done) => busy.listen(0, '127.0.0.1', done));
    const address = busy.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(ensurePortIsFree('127.0.0.1', port)).rejects.toThrow(
      `Port ${port} is busy: another program, or another run of the platform, listens there. Stop it, or choose another port: PORT=${port + 1} npm start`,
    );
    await new Promise((done) => busy.close(done));
    await expect(ensurePortIsFree('127.0.0.1', port)).resolves.toBeUndefined();
  });

  it('on an address that this machine does not have is refused with advice', async () => {
    await expect(ensurePortIsFree('203.0.113.1', 8_080)).rejects.toThrow(
      'HOST=203.0.113.1 is not an address of this machine',
    );
  });
});
