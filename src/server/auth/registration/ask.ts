import type { RegistrationBody } from '../../../domain/api/account.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { loadPlatformSettings } from '../../settings/queries.ts';
import type { Client } from '../client.ts';
import { ask, checkEmail, NO_LINK, requireMail } from '../forgotten/ask.ts';
import type { Asked } from '../forgotten/queries.ts';
import { orderLinkMail, sendLink } from '../links/send-link.ts';
import { sendNotice } from '../notices/send-notice.ts';
import { mayRegister } from './domains.ts';

/**
 * Section 1: somebody with an address of a listed domain asks for an account. The account is made
 * when the link that is mailed is used. The answer is the same whether there is one already.
 * @throws DomainError not_set_up, validation_failed at `email`, too_many_attempts
 */
export async function askToRegister(
  context: Context,
  body: RegistrationBody,
  client: Client,
): Promise<void> {
  const { registrationDomains } = await loadPlatformSettings(context.db, context.config);
  const closed = 'Registration is by invitation. Ask an admin for one.';
  if (registrationDomains.length === 0) throw new DomainError('not_set_up', closed);
  requireMail(context, closed);
  const email = checkEmail(body.email);
  if (!mayRegister(email, registrationDomains)) {
    const message = `Only addresses of ${registrationDomains.join(', ')} can register`;
    throw new DomainError('validation_failed', message, { issues: [{ path: 'email', message }] });
  }
  await ask(context, 'registration_asked', email, client, sendRegistration);
}

async function sendRegistration(tx: Tx, context: Context, email: string, asked: Asked | undefined) {
  if (asked === undefined) {
    await sendLink(tx, context, { purpose: 'registration', userId: null, email, createdBy: null });
  } else if (!asked.is_active) {
    await orderLinkMail(tx, NO_LINK);
  } else if (asked.has_password) {
    await sendNotice(tx, context, 'has_account', asked.id, email);
  } else {
    await sendLink(tx, context, {
      purpose: 'invitation',
      userId: asked.id,
      email,
      createdBy: null,
    });
  }
}
