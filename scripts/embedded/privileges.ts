import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PlainError } from '../../src/server/plain-error.ts';
import { postgresMajor } from './binaries.ts';

/** How to run PostgreSQL's programs: PostgreSQL refuses to run as root. */
export interface Launch {
  readonly native: string;
  readonly dataDir: string;
  /** Command words before the program, e.g. `setpriv --pdeathsig=INT`. */
  readonly prefix: readonly string[];
  /** The unprivileged owner to run as; undefined = as the current user. */
  readonly owner: number | undefined;
  /** Whether Node itself has to change the user, for want of setpriv. */
  readonly setUser: boolean;
}

const nobody = 65534;
const stopWithParent = '--pdeathsig=INT';
// CAP_DAC_OVERRIDE lets the unprivileged user reach binaries and data below a 0700 home.
const capabilities = '+dac_override,+dac_read_search';

const asUser = (owner: number): readonly string[] => [
  'setpriv',
  `--reuid=${owner}`,
  `--regid=${owner}`,
  '--clear-groups',
  `--inh-caps=${capabilities}`,
  `--ambient-caps=${capabilities}`,
  '--securebits=+no_setuid_fixup',
  stopWithParent,
];

function runs(prefix: readonly string[], program: string): boolean {
  const [command, ...args] = [...prefix, program, '--version'];
  return command !== undefined && spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** Chooses how to run PostgreSQL here, by trying: tools and permissions differ between machines. */
export function planLaunch(native: string, dataDir: string): Launch {
  const postgres = join(native, 'bin', 'postgres');
  const isRoot = process.getuid?.() === 0;
  if (!isRoot) {
    const prefix = runs(['setpriv', stopWithParent], postgres) ? ['setpriv', stopWithParent] : [];
    return { native, dataDir, prefix, owner: undefined, setUser: false };
  }
  // A folder made by an ordinary user stays theirs, so that they can start it again themselves.
  const owner = (existsSync(dataDir) && statSync(dataDir).uid) || nobody;
  const prefix = asUser(owner);
  if (runs(prefix, postgres)) return { native, dataDir, prefix, owner, setUser: false };
  return planWithoutSetpriv(native, dataDir, owner);
}

/**
 * Root without setpriv: an ordinary user can only reach a world-traversable place, so binaries (and
 * data, when its folder is closed) go below /var/tmp, which survives a restart of the machine.
 */
export function planWithoutSetpriv(native: string, dataDir: string, owner: number): Launch {
  const shelf = `/var/tmp/requests-platform-postgres-${postgresMajor}`;
  const copy = reachable(native, owner) ? native : copyOnce(native, shelf);
  const place = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const data = reachable(dirname(dataDir), owner)
    ? dataDir
    : `/var/tmp/requests-platform-data-${place}/postgres`;
  mkdirSync(dirname(data), { recursive: true, mode: 0o711 });
  return { native: copy, dataDir: data, prefix: [], owner, setUser: true };
}

function reachable(path: string, owner: number): boolean {
  const probe = spawnSync('/bin/ls', ['-d', join(path, '.')], {
    uid: owner,
    gid: owner,
    cwd: '/',
    stdio: 'ignore',
  });
  if (probe.error !== undefined) {
    throw new PlainError(
      'PostgreSQL does not run as root and this machine does not let root change to another user. Run npm start as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
  return probe.status === 0;
}

function copyOnce(native: string, shelf: string): string {
  // Root must not run what another user could have put there first.
  if (existsSync(shelf) && statSync(shelf).uid === 0) return shelf;
  const partial = `${shelf}.${process.pid}`;
  cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
  chmodSync(partial, 0o755);
  renameSync(partial, shelf);
  return shelf;
}

/** Gives a path to the user that PostgreSQL runs as. */
export function handOver(launch: Launch, path: string): void {
  if (launch.owner !== undefined) chownSync(path, launch.owner, launch.owner);
}

/** The words and options to spawn one of PostgreSQL's programs. */
export function command(launch: Launch, program: 'initdb' | 'postgres', args: readonly string[]) {
  const [file = '', ...rest] = [...launch.prefix, join(launch.native, 'bin', program), ...args];
  const user =
    launch.setUser && launch.owner !== undefined ? { uid: launch.owner, gid: launch.owner } : {};
  return { file, args: rest, options: user };
}

/** The name of a running process, to make sure a process id still is the PostgreSQL we know. */
export function processName(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
