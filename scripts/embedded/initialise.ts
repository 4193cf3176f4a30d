import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { PlainError } from '../../src/server/plain-error.ts';
import { postgresMajor } from './binaries.ts';
import { command, handOver, type Launch } from './privileges.ts';

export const superuser = 'postgres';

const passwordFile = (dataDir: string): string => `${dataDir}.password`;

/**
 * Makes the data folder unless it stands, and returns the superuser's password. It is built under
 * another name and moved into place whole, so that a run killed half-way leaves nothing broken.
 */
export function initialise(launch: Launch, durable: boolean): string {
  const { dataDir } = launch;
  if (existsSync(dataDir)) return openExisting(launch);

  mkdirSync(dirname(dataDir), { recursive: true });
  const building = `${dataDir}.new`;
  const secret = `${dataDir}.secret`;
  const password = randomBytes(24).toString('base64url');
  rmSync(building, { recursive: true, force: true });
  mkdirSync(building, { mode: 0o700 });
  handOver(launch, building);
  writeFileSync(secret, password, { mode: 0o600 });
  handOver(launch, secret);
  try {
    runInitdb(launch, building, secret, durable);
  } finally {
    rmSync(secret, { force: true });
  }
  writeFileSync(passwordFile(dataDir), password, { mode: 0o600 });
  renameSync(building, dataDir);
  return password;
}

function runInitdb(launch: Launch, building: string, secret: string, durable: boolean): void {
  const { file, args, options } = command(launch, 'initdb', [
    `--pgdata=${building}`,
    `--username=${superuser}`,
    `--pwfile=${secret}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    ...(durable ? [] : ['--no-sync']),
  ]);
  const result = spawnSync(file, args, { ...options, cwd: '/', encoding: 'utf8' });
  if (result.status === 0) return;
  rmSync(building, { recursive: true, force: true });
  const said = `${result.error?.message ?? ''}${result.stderr ?? ''}`.trim();
  throw new PlainError(
    /no space left/i.test(said)
      ? 'The disk is full: the database could not be created. Free about 1 GB and start again.'
      : `The embedded database could not be created in ${launch.dataDir}. PostgreSQL said: ${said}`,
  );
}

function openExisting({ dataDir, owner }: Launch): string {
  const aside = `Move ${dataDir} away to start with an empty database, or set DATABASE_URL.`;
  const me = process.getuid?.();
  const uid = statSync(dataDir).uid;
  if (owner === undefined && me !== undefined && process.platform !== 'win32' && uid !== me) {
    throw new PlainError(
      `The database in ${dataDir} belongs to another user (id ${uid}), probably from a run as root. Start as that user, or: ${aside}`,
    );
  }
  const versionFile = join(dataDir, 'PG_VERSION');
  if (!existsSync(versionFile) || !existsSync(passwordFile(dataDir))) {
    throw new PlainError(`The database in ${dataDir} is incomplete. ${aside}`);
  }
  const version = readFileSync(versionFile, 'utf8').trim();
  if (version !== postgresMajor) {
    throw new PlainError(
      `The database in ${dataDir} was made by PostgreSQL ${version}, this release carries ${postgresMajor}. ${aside}`,
    );
  }
  return readFileSync(passwordFile(dataDir), 'utf8').trim();
}
