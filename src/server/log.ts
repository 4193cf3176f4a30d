import pino, { type DestinationStream, type Logger } from 'pino';

/**
 * The log of one process. Whoever logs `{ err }` gets `errorFacts`: the driver hangs its client on
 * errors, with the address of the database and what it was asked last.
 * @param destination standard output unless given
 */
export function openLog(level: string, name: string, destination?: DestinationStream): Logger {
  const options = { level, base: { process: name }, serializers: { err: errorFacts } };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/**
 * An error as the log keeps it. The driver's own fields quote whole rows ("Failing row contains …"):
 * only those that name things are taken.
 */
function errorFacts(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const facts: Record<string, unknown> = {
    type: error.name,
    message: error.message,
    stack: error.stack,
  };
  for (const key of ['code', 'constraint', 'table', 'column', 'routine']) {
    if (key in error) facts[key] = Reflect.get(error, key);
  }
  if (error.cause !== undefined) facts.cause = errorFacts(error.cause);
  return facts;
}
