import { EVENT_NAMES } from '../../../domain/notifications/events.ts';
import { isAboutRequest, type Message } from '../../../domain/notifications/messages.ts';

/** The links at the foot of a mail; null where there is nothing behind them for its reader. */
export interface EmailLinks {
  /** N7: mutes mails of this event. */
  readonly muteUrl: string | null;
  /** Where the reader chooses what they hear of; null for shared mailboxes. */
  readonly preferencesUrl: string | null;
}

export interface FootLink {
  readonly text: string;
  readonly url: string;
}

export function footLinks({ event }: Message, links: EmailLinks): readonly FootLink[] {
  const foot: FootLink[] = [];
  // Asked for by its reader or about their account: there is nothing to choose.
  if (event === 'export_ready' || event === 'account') return foot;
  if (links.preferencesUrl !== null) {
    foot.push({ text: 'Choose what you hear of', url: links.preferencesUrl });
  }
  if (links.muteUrl !== null && isAboutRequest(event)) {
    foot.push({ text: `Mute mails of “${EVENT_NAMES[event]}”`, url: links.muteUrl });
  }
  return foot;
}
