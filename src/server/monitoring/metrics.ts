import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { epochMs } from '../../domain/kernel/calendar.ts';
import type { Context } from '../context.ts';
import { readQueueHealth } from '../notifications/admin/queue-health.ts';
import { registerGauges } from './gauges.ts';
import { JOB_GAUGES } from './job-gauges.ts';
import { NOTIFICATION_GAUGES } from './notification-gauges.ts';
import { loadTaskQueues } from './queries.ts';

/** Several monitors, or one that is impatient, cost one look at the database. */
const KEPT_MS = 5_000;

export interface Metrics {
  /** Where a process adds measurements of its own (http-metrics.ts). */
  readonly register: Registry;
  /** All samples in the text format of Prometheus; never fails because the database does. */
  readonly text: () => Promise<string>;
}

/**
 * What a monitor sees of this process (event loop, memory, connections) and, the same from every
 * process, of the queues in the database. Names no request, no person, no reason.
 */
export function openMetrics(context: Context): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  registerPool(register, context.poolFigures);
  registerFileStore(register, context.files);
  const isUp = new Gauge({
    name: 'requests_database_up',
    help: 'Whether the database answered when the queues were last looked at.',
    registers: [register],
  });
  const setNotifications = registerGauges(register, NOTIFICATION_GAUGES);
  const setJobs = registerGauges(register, JOB_GAUGES);

  const look = async (): Promise<void> => {
    try {
      const [channels, tasks] = await Promise.all([
        readQueueHealth(context),
        loadTaskQueues(context.db),
      ]);
      setNotifications(channels);
      setJobs(tasks);
      isUp.set(1);
    } catch (error) {
      context.log.warn({ err: error }, 'the queues could not be looked at');
      setNotifications(null);
      setJobs(null);
      isUp.set(0);
    }
  };

  let looked: { readonly untilMs: number; readonly done: Promise<void> } | undefined;
  return {
    register,
    text: async () => {
      const nowMs = epochMs(context.now());
      if (looked === undefined || looked.untilMs <= nowMs) {
        looked = { untilMs: nowMs + KEPT_MS, done: look() };
      }
      await looked.done;
      return register.metrics();
    },
  };
}

/** With a folder the name is there and has no samples. */
function registerFileStore(register: Registry, { health }: Context['files']): void {
  new Counter({
    name: 'requests_file_store_failed_calls_total',
    help: 'Calls of this process to the bucket that failed after all retries.',
    labelNames: ['operation'],
    registers: [register],
    collect() {
      this.reset();
      for (const [operation, count] of health?.failed ?? []) this.inc({ operation }, count);
    },
  });
}

function registerPool(register: Registry, figures: Context['poolFigures']): void {
  new Gauge({
    name: 'requests_database_connections',
    help: 'Database connections of this process: in use, idle, and callers waiting for one.',
    labelNames: ['state'],
    registers: [register],
    collect() {
      const { total, idle, waiting } = figures();
      this.set({ state: 'in_use' }, total - idle);
      this.set({ state: 'idle' }, idle);
      this.set({ state: 'waited_for' }, waiting);
    },
  });
}
