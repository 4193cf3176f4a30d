import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { migrate } from '../src/server/db/migrate.ts';
import { fail, PlainError } from '../src/server/plain-error.ts';
import { startPostgres } from './embedded/postgres.ts';
import { torture } from './torture/run.ts';

const USAGE = `npm run torture [-- options]
  --seed 7         the run to repeat; a new one unless given
  --kills 500      how often a worker is killed
  --events 1000    what people are to be told of meanwhile
  --requests 100   over how many requests`;

function readOptions() {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: String(randomInt(1, 1_000_000_000)) },
      kills: { type: 'string', default: '500' },
      events: { type: 'string', default: '1000' },
      requests: { type: 'string', default: '100' },
    },
  });
  const number = (name: keyof typeof values): number => {
    const value = Number(values[name]);
    if (Number.isInteger(value) && value > 0) return value;
    throw new PlainError(`--${name} must be a whole number above 0.\n\n${USAGE}`);
  };
  return {
    seed: number('seed'),
    kills: number('kills'),
    events: number('events'),
    requests: number('requests'),
  };
}

/** `npm run torture`: kills workers while they send; see torture/run.ts. */
async function run(): Promise<boolean> {
  const options = readOptions();
  const repeat = `npm run torture -- --seed ${options.seed} --kills ${options.kills} --events ${options.events} --requests ${options.requests}`;
  console.log(repeat);
  const folder = mkdtempSync(join(tmpdir(), 'requests-torture-database-'));
  const server = await startPostgres({ dataDir: join(folder, 'postgres'), durable: false });
  try {
    const connectionString = server.url('postgres');
    await migrate(connectionString);
    const { figures, violations } = await torture({
      ...options,
      connectionString,
      say: console.log,
    });
    const width = Math.max(...figures.map(([name]) => name.length));
    for (const [name, value] of figures) console.log(`${name.padEnd(width)}  ${value}`);
    for (const violation of violations) console.error(violation);
    if (violations.length > 0) console.error(`Again: ${repeat}`);
    return violations.length === 0;
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  process.exitCode = (await run()) ? 0 : 1;
} catch (error) {
  fail(error);
}
