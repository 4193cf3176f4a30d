/**
 * For HEALTHCHECK: exit code 0 when the process of this container says that it is well. Api and
 * worker answer alike on METRICS_PORT, which the image sets. Who empties it leaves the api the port
 * of its pages, and a worker none to answer on.
 */
const port = process.env.METRICS_PORT || process.env.PORT || '8080';
const answer = await fetch(`http://127.0.0.1:${port}/healthz`, {
  signal: AbortSignal.timeout(4_000),
}).catch(() => undefined);
process.exit(answer?.ok === true ? 0 : 1);
