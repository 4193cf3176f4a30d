import { setTimeout as sleep } from 'node:timers/promises';

/**
 * How the SMTP peer treats a mail (or a connection) when it is told to fail: at which step, and
 * what it does there. `taken` comes after the mail is in the mailbox and before the answer that
 * says so; a refusal there would be a lie, so there is none.
 */
export type Behaviour =
  | 'take'
  | { readonly at: 'connection' | 'sender' | 'recipient' | 'message'; readonly does: Misdeed }
  | { readonly at: 'taken'; readonly does: Exclude<Misdeed, Refusal> };

export type Step = Exclude<Behaviour, 'take'>['at'];

/** Close the connection; keep it open and say nothing; answer later; answer no. */
type Misdeed = 'drop' | 'hang' | { readonly waitMs: number } | Refusal;

export interface Refusal {
  /** 421 also closes the connection. */
  readonly code: number;
  readonly text: string;
}

interface SmtpError extends Error {
  responseCode?: number;
}

/**
 * Does what was asked for at this step.
 * @returns the error to answer with; null: go on; never when the client gets no answer.
 */
export async function perform(
  behaviour: Behaviour,
  step: Step,
  drop: () => void,
): Promise<SmtpError | null> {
  if (behaviour === 'take' || behaviour.at !== step) return null;
  const { does } = behaviour;
  if (does === 'drop') drop();
  if (does === 'drop' || does === 'hang') return await new Promise<never>(() => undefined);
  if ('waitMs' in does) {
    await sleep(does.waitMs);
    return null;
  }
  return Object.assign(new Error(does.text), { responseCode: does.code });
}
