import { z } from 'zod';
import { type Html, html } from './html.ts';
import { empty } from './page.ts';

/** The page behind a start link: plays the person who opens it in Telegram and presses Start. */

export const startForm = z.object({
  token: z.string().min(1).max(512),
  id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  name: z.string().trim().min(1).max(64),
});

export function startPage(bot: string, token: string | null, suggestedId: number): Html {
  if (token === null) {
    return empty(
      'This start link is not whole',
      'It ends before the code. Open your profile in the platform and ask for a new link.',
    );
  }
  return html`<div class="narrow">
<h1>Start a chat with @${bot}</h1>
<p>With the real Telegram, this link opens the app, and the person presses Start there. Say who presses it here. Every Telegram account can belong to one person of the platform.</p>
<form method="post" action="/telegram/start" class="start">
<input type="hidden" name="token" value="${token}">
<label><span>First name in Telegram</span><input name="name" required maxlength="64" value="You" autocomplete="off"></label>
<label><span>Telegram user id</span><input name="id" required inputmode="numeric" pattern="[1-9][0-9]{0,14}" value="${suggestedId}" autocomplete="off"></label>
<button class="primary">Press Start</button>
</form>
</div>`;
}
