import { PlainError } from '../../src/server/plain-error.ts';

/**
 * What a command line says; where it says something else than the command understands, how the command
 * is used. A misspelt flag never runs anything.
 */
export function orUsage<Read>(usage: string, read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    const why = error instanceof Error ? `${error.message}\n\n` : '';
    throw new PlainError(`${why}${usage}`);
  }
}
