import { setTimeout as sleep } from 'node:timers/promises';
import type { SMTPServerSession } from 'smtp-server';
import type { Envelope } from './smtp-mail.ts';

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

export const envelopeOf = ({ envelope }: SMTPServerSession): Envelope => ({
  from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
  to: envelope.rcptTo.map(({ address }) => address),
});

/** Which behaviour is whose: queues for what is to come, a rule, and what each session is in. */
export function writeScript() {
  const forConnections: Behaviour[] = [];
  const forMails: Behaviour[] = [];
  const current = new Map<string, Behaviour>();
  let rule: ((envelope: Envelope) => Behaviour) | null = null;
  return {
    add: (...next: readonly Behaviour[]) => {
      for (const behaviour of next) {
        const isEarly = behaviour !== 'take' && behaviour.at === 'connection';
        (isEarly ? forConnections : forMails).push(behaviour);
      }
    },
    setRule: (next: typeof rule) => {
      rule = next;
    },
    of: (step: Step, { id }: SMTPServerSession): Behaviour => {
      if (step === 'connection') return forConnections.shift() ?? 'take';
      if (step === 'sender') {
        const next = forMails.shift();
        if (next === undefined) current.delete(id);
        else current.set(id, next);
      }
      return current.get(id) ?? 'take';
    },
    addressed: (session: SMTPServerSession, to: string) => {
      if (rule === null || current.has(session.id)) return;
      current.set(session.id, rule({ ...envelopeOf(session), to: [to] }));
    },
    forget: ({ id }: SMTPServerSession) => void current.delete(id),
  };
}
