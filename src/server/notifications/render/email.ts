import type { Look } from '../../../domain/look.ts';
import type { Message } from '../../../domain/notifications/messages.ts';
import { emailHtml } from './email-html.ts';
import type { EmailLinks } from './email-links.ts';
import { emailText } from './email-text.ts';

export interface RenderedEmail {
  /** N1: the same in every mail of the request; one line. */
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** A message as a mail in the company's look: HTML for most, and a text that says the same. */
export function renderEmail(message: Message, links: EmailLinks, look: Look): RenderedEmail {
  return {
    subject: message.subject,
    html: emailHtml(message, links, look),
    text: emailText(message, links),
  };
}
