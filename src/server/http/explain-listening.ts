import { PlainError } from '../plain-error.ts';

/** Why a port could not be listened at, in a sentence that names the variable to change. */
export function explainListening(
  error: unknown,
  { host, port, variable }: { readonly host: string; readonly port: number; variable: string },
): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new PlainError(
      `Port ${port} is in use by another program. Stop it, or set ${variable} to a free one.`,
    );
  }
  if (code === 'EACCES') {
    return new PlainError(`Port ${port} needs more rights. Set ${variable} to one above 1023.`);
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new PlainError(`This machine has no address ${host}. Correct HOST, e.g. 0.0.0.0.`);
  }
  return error;
}
