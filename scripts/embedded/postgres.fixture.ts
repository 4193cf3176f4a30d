import { startPostgres } from './postgres.ts';

// A process of its own for the tests: starts PostgreSQL in the given folder, says where, and waits.
const [dataDir = ''] = process.argv.slice(2);
const server = await startPostgres({ dataDir, durable: true });
console.log(
  JSON.stringify({ pid: server.pid, uid: process.getuid?.(), url: server.url('postgres') }),
);
process.once('SIGTERM', () => {
  server.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  );
});
setInterval(() => undefined, 1_000);
