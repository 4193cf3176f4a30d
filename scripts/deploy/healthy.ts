/**
 * For HEALTHCHECK: exit code 0 when the process of this container says on METRICS_PORT that it is
 * well. Api and worker answer alike. Empty is unset, as everywhere.
 */
const port = process.env.METRICS_PORT || '9091';
const answer = await fetch(`http://127.0.0.1:${port}/healthz`, {
  signal: AbortSignal.timeout(4_000),
}).catch(() => undefined);
process.exit(answer?.ok === true ? 0 : 1);
