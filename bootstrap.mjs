// Runs before `npm start` and `npm test` under whatever Node the machine has (20.19 or newer), so it
// is plain JavaScript without dependencies. It installs what is missing or stale and otherwise
// returns at once. Stale means: the lockfile is not the one that was installed, by content.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const stamp = join(root, 'node_modules', '.stamp');
const node = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
const oldest = [20, 19];

const stop = (sentence) => {
  console.error(`\n${sentence}`);
  process.exit(1);
};

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  stop(
    `This machine has Node ${process.versions.node}; installing needs ${oldest.join('.')} or newer. Update Node (https://nodejs.org) and run the command again.`,
  );
}

// The platform is part of the stamp: a folder copied from another machine has the wrong binaries.
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .update(`${process.platform} ${process.arch}`)
  .digest('hex');

const isInstalled = () =>
  existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(node);

if (!isInstalled()) install();

function install() {
  const isFirst = !existsSync(join(root, 'node_modules'));
  console.log(
    `${isFirst ? 'Installing' : 'Updating'} dependencies (about a minute, once per release) …`,
  );
  rmSync(stamp, { force: true });
  const began = Date.now();
  // No package runs a script of its own at installation: nothing here needs one. Warnings about the
  // machine's Node are hidden, because the platform runs on the Node that is being installed.
  const args = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
  ];
  const result = spawnSync('npm', [...args, '--loglevel=error'], {
    cwd: root,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  const said = `${result.error?.message ?? ''}${result.stderr ?? ''}`.trim();
  if (result.status !== 0) stop(explain(said));
  if (
    !existsSync(node) ||
    spawnSync(node, ['--version'], { shell: process.platform === 'win32' }).status !== 0
  ) {
    stop(
      `npm did not install Node 26 for ${process.platform} ${process.arch}. Check that "npm config get omit" does not name "optional", delete node_modules and run the command again.`,
    );
  }
  writeFileSync(stamp, wanted);
  console.log(`Dependencies installed in ${Math.round((Date.now() - began) / 1000)} s.`);
}

function explain(said) {
  if (/ENOSPC|EDQUOT|no space left/i.test(said)) {
    return 'The disk is full: dependencies could not be installed. Free about 1.5 GB and run the command again.';
  }
  if (/ENOENT/.test(said) && /spawn/.test(said)) {
    return 'npm was not found. Install Node with npm (https://nodejs.org) and run the command again.';
  }
  if (/EACCES|EPERM|EROFS/.test(said)) {
    return `No permission to write ${join(root, 'node_modules')}. Run as the user who owns the folder, or change its owner.`;
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|network/i.test(said)) {
    return `The npm registry cannot be reached, so dependencies are not installed. Check the network or "npm config get registry" and run the command again.\nnpm said: ${lastLines(said)}`;
  }
  return `Dependencies could not be installed. npm said:\n${lastLines(said)}`;
}

function lastLines(text) {
  return text.split('\n').slice(0, 8).join('\n');
}
