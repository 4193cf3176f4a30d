import { hash, verify } from '@node-rs/argon2';
import { DomainError } from '../../domain/errors.ts';

/**
 * Argon2id with OWASP's first recommendation: 19 MiB, two passes, one lane; about 25 ms of one core.
 * The parameters are stored with every hash, so raising them here leaves old hashes valid.
 */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * Hashing runs on the process's few pool threads, which files and name lookups need too: two at a
 * time, the others wait in line, and a line this long is an attack to be turned away.
 */
const AT_ONCE = 2;
const LONGEST_LINE = 100;

let running = 0;
const line: (() => void)[] = [];

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, PARAMETERS));
}

/**
 * Whether this is the password behind the hash. Without a hash (unknown account, no password yet)
 * the answer is no, after the same work: the time taken tells nothing.
 */
export async function verifyPassword(
  passwordHash: string | null,
  password: string,
): Promise<boolean> {
  const matches = await inTurn(async () => verify(passwordHash ?? (await dummyHash()), password));
  return matches && passwordHash !== null;
}

let dummy: Promise<string> | undefined;

/** A real hash with the present parameters, of something nobody can type. Made once per process. */
function dummyHash(): Promise<string> {
  dummy ??= hash(crypto.getRandomValues(new Uint8Array(32)), PARAMETERS);
  return dummy;
}

/** So that the first unknown account of a process does not take longer than the others. */
export async function warmUpPasswords(): Promise<void> {
  await dummyHash();
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (line.length >= LONGEST_LINE) {
      throw new DomainError(
        'service_unavailable',
        'Too many people sign in at this moment. Try again shortly.',
        {
          retryAfterSeconds: 5,
        },
      );
    }
    // Whoever finishes hands its place over, so `running` does not change in between.
    await new Promise<void>((go) => line.push(go));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = line.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}
