import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Monitor, openMonitor } from './listener.ts';

const metrics = { register: new Registry(), text: async () => 'requests_database_up 1\n' };
const host = '127.0.0.1';
let isAlive = true;
let monitor: Monitor | null;
beforeAll(async () => {
  monitor = await openMonitor({ host, port: 0, metrics, isAlive: () => isAlive });
});
afterAll(() => monitor?.stop());

const ask = (path: string, method = 'GET') =>
  fetch(`http://${host}:${monitor?.port}${path}`, { method });

describe('METRICS_PORT', () => {
  it('tells figures and health, and that the process is stopping', async () => {
    const figures = await ask('/metrics?any');
    expect(figures.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await figures.text()).toBe('requests_database_up 1\n');
    expect((await ask('/healthz')).status).toBe(200);
    isAlive = false;
    expect((await ask('/healthz')).status).toBe(503);
  });

  it('serves nothing else, and only reading', async () => {
    expect((await ask('/api/session')).status).toBe(404);
    expect((await ask('/metrics', 'POST')).status).toBe(405);
  });

  it('without a port there is none; a busy one is named with its variable', async () => {
    expect(await openMonitor({ host, port: null, metrics, isAlive: () => true })).toBeNull();
    const port = monitor?.port ?? 0;
    await expect(openMonitor({ host, port, metrics, isAlive: () => true })).rejects.toThrow(
      `Port ${port} is in use by another program. Stop it, or set METRICS_PORT to a free one.`,
    );
  });
});
