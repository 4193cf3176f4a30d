import { messageIdOf } from '../../src/server/notifications/channels/email-thread.ts';
import type { ReceivedMail } from '../peers/smtp-mail.ts';
import { SETTINGS } from './company.ts';
import { type Findings, inOrder } from './findings.ts';
import type { FinalDelivery } from './queries.ts';

/**
 * N1, N3, N4 by what the mail server took: every delivery is there, once but for copies with the
 * same Message-ID, at the right address, in order, in one thread for each recipient.
 * @returns besides, how many such copies came: the one open window of N4
 */
export function checkEmail(
  lanes: readonly (readonly FinalDelivery[])[],
  mails: readonly ReceivedMail[],
  host: string,
): Findings & { readonly copies: number } {
  const violations: string[] = [];
  let copies = 0;
  const byId = Map.groupBy(mails, ({ messageId }) => messageId);
  const subjects = new Map<string, string>();
  for (const lane of lanes) {
    let previous: string | null = null;
    const arrivals: number[] = [];
    for (const delivery of lane) {
      const messageId = messageIdOf(`${delivery.id}.${delivery.resend}`, host);
      const say = (what: string) =>
        violations.push(
          `email ${delivery.id} to ${delivery.recipient} of ${delivery.code}: ${what}`,
        );
      const got = byId.get(messageId) ?? [];
      byId.delete(messageId);
      if (delivery.state !== 'sent') say(`is ${delivery.state} (${delivery.lastError})`);
      if (got.length === 0) say('never arrived');
      if (got.length > delivery.attempts)
        say(`${got.length} copies of ${delivery.attempts} attempts`);
      copies += Math.max(0, got.length - 1);
      arrivals.push(...got.slice(0, 1).map(({ id }) => id));
      for (const mail of got) {
        if (mail.to.join() !== addressOf(delivery)) say(`went to ${mail.to.join()}`);
        if (mail.references[0] !== `<request.${delivery.code}@${host}>`) say('lacks the anchor');
        if (mail.inReplyTo !== previous) say(`replies to ${mail.inReplyTo}, not to ${previous}`);
        if (previous !== null && mail.references.at(-1) !== previous) say('its chain is broken');
        const subject = mail.subject.replace(/^Re: /, '');
        if (subject !== (subjects.get(delivery.code) ?? subject)) say(`is called ${mail.subject}`);
        subjects.set(delivery.code, subject);
        if (mail.subject.startsWith('Re: ') !== (previous !== null)) say('has a wrong "Re:"');
      }
      previous = messageId;
    }
    if (!inOrder(arrivals)) violations.push(`email lane ${lane[0]?.laneId}: out of order`);
  }
  for (const [messageId, [mail]] of byId) {
    violations.push(`a mail of nobody's: ${messageId} to ${mail?.to.join()}`);
  }
  return { violations, copies };
}

function addressOf({ recipient, userEmail }: FinalDelivery): string {
  if (userEmail !== null) return userEmail;
  if (recipient === 'operations') return SETTINGS.operationsMailbox ?? '';
  return recipient.replace(/^address:/, '');
}
