import { type Envelope, type ReceivedMail, readMail } from './smtp-mail.ts';

/** The mails that were taken: the last ones, and whoever wants to hear of them. */
export function openMailbox(keeps: number, isCounting: boolean) {
  const mails: ReceivedMail[] = [];
  const onMail = listeners<[mail: ReceivedMail]>();
  const onTaken = listeners<[envelope: Envelope, source: Buffer]>();
  let taken = 0;
  return {
    mails,
    taken: () => taken,
    clear: () => void mails.splice(0),
    onMail: onMail.add,
    onTaken: onTaken.add,
    take: async (envelope: Envelope, source: Buffer): Promise<void> => {
      taken += 1;
      onTaken.tell(envelope, source);
      if (isCounting) return;
      const mail = await readMail(taken, new Date().toISOString(), envelope, source);
      mails.push(mail);
      if (mails.length > keeps) mails.shift();
      onMail.tell(mail);
    },
  };
}

function listeners<Told extends unknown[]>() {
  const all = new Set<(...told: Told) => void>();
  return {
    add: (listener: (...told: Told) => void) => {
      all.add(listener);
      return () => void all.delete(listener);
    },
    tell: (...told: Told) => {
      for (const listener of all) listener(...told);
    },
  };
}
