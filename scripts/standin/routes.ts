import type { IncomingMessage } from 'node:http';
import type { SlackPeer } from '../peers/slack.ts';
import type { SmtpPeer } from '../peers/smtp.ts';
import type { TelegramPeer } from '../peers/telegram.ts';
import {
  type Answer,
  assetAnswer,
  frameAnswer,
  goTo,
  hasForeignHost,
  isFromElsewhere,
  jsonAnswer,
  pageAnswer,
  plainAnswer,
} from './answers.ts';
import type { Directory } from './directory.ts';
import type { Html } from './html.ts';
import { framedHtml, mailPage } from './mail-page.ts';
import { empty, notReceived, page, type Tab, withQuery } from './page.ts';
import { inScheme, previewOf, previewPage, previewQuery } from './preview-page.ts';
import { slackPage } from './slack-page.ts';
import { telegramPage } from './telegram-page.ts';
import { startForm, startPage } from './telegram-start.ts';

export interface Receivers {
  /** Null: that channel goes to its real provider. */
  readonly mail: SmtpPeer | null;
  readonly slack: SlackPeer | null;
  readonly telegram: TelegramPeer | null;
}

export interface InboxOptions extends Receivers {
  readonly directory: Directory;
  readonly siteUrl: string | null;
}

const LONGEST_FORM = 10_000;

/** The inbox's answers: reads the receivers' memory and keeps nothing but who pressed Start. */
export function inboxRoutes(options: InboxOptions): (request: IncomingMessage) => Promise<Answer> {
  const { mail, slack, telegram, directory, siteUrl } = options;
  const people = new Map(directory.telegram);
  const show = (tab: Tab, title: string, body: Html, status?: number): Answer =>
    pageAnswer(page({ tab, title, siteUrl, version: versionOf(options), body }), status);

  async function get(path: string, query: URLSearchParams): Promise<Answer> {
    switch (path) {
      case '/state.json':
        return jsonAnswer({ version: versionOf(options) });
      case '/':
        return show(
          'mail',
          'Mail',
          mail === null
            ? notReceived('mail', 'SMTP_URL')
            : mailPage(mail.mails, { to: query.get('to') || null, thread: query.get('thread') }),
        );
      case '/slack':
        return show(
          'slack',
          'Slack',
          slack === null
            ? notReceived('Slack', 'SLACK_BOT_TOKEN or SLACK_WEBHOOK_URL')
            : slackPage(slack.messages, directory.slack, query.get('channel')),
        );
      case '/telegram':
        return show(
          'telegram',
          'Telegram',
          telegram === null
            ? notReceived('Telegram', 'TELEGRAM_BOT_TOKEN')
            : telegramPage(telegram.messages, people, query.get('chat')),
        );
      case '/preview': {
        const chosen = previewQuery.parse(Object.fromEntries(query));
        const preview = await previewOf(chosen).catch((error: unknown) => asError(error));
        return show('preview', 'Preview', previewPage(preview, chosen, directory.slack));
      }
      case '/preview/mail': {
        const chosen = previewQuery.parse(Object.fromEntries(query));
        const { email } = await previewOf(chosen);
        return frameAnswer(framedHtml(inScheme(email.html, chosen.scheme)));
      }
      default:
        return asset(path) ?? mailBody(path) ?? start(path, query) ?? nothing();
    }
  }

  const asset = assetAnswer;

  function mailBody(path: string): Answer | null {
    const id = /^\/mail\/(\d+)\/html$/.exec(path)?.[1];
    const found = mail?.mails.find((one) => one.id === Number(id));
    return found === undefined ? null : frameAnswer(framedHtml(found.html));
  }

  /** Where TELEGRAM_LINK_URL leads. */
  function start(path: string, query: URLSearchParams): Answer | null {
    const bot = /^\/telegram\/start\/([\w-]{1,64})$/.exec(path)?.[1];
    if (bot === undefined || telegram === null) return null;
    return show('telegram', 'Start', startPage(bot, query.get('start') || null, newTelegramId()));
  }

  async function press(request: IncomingMessage): Promise<Answer> {
    if (isFromElsewhere(request)) return plainAnswer(403, 'This form belongs to another page.');
    const form = startForm.safeParse(Object.fromEntries(new URLSearchParams(await body(request))));
    if (telegram === null) return nothing();
    if (!form.success) {
      const said =
        'The id must be a whole number, and the name must not be empty. Go back and try again.';
      return show('telegram', 'Start', empty('Start was not pressed', said), 400);
    }
    const { id, name, token } = form.data;
    people.set(id, name);
    telegram.pressStart({ id, firstName: name }, token);
    return goTo(withQuery('/telegram', { chat: String(id) }));
  }

  const nothing = (): Answer =>
    show('mail', 'Not found', empty('Nothing is here', 'Choose a channel above.'), 404);

  return async (request) => {
    if (hasForeignHost(request)) {
      return plainAnswer(421, 'The inbox answers on this machine only: open it as localhost.');
    }
    const url = URL.parse(`http://localhost${request.url ?? '/'}`);
    if (url === null) return nothing();
    const { pathname, searchParams } = url;
    if (request.method === 'GET') return get(pathname, searchParams);
    if (request.method === 'POST' && pathname === '/telegram/start') return press(request);
    return plainAnswer(405, 'This cannot be done here.');
  };
}

/** Changes with every message and every reaction. */
function versionOf({ mail, slack, telegram }: Receivers): string {
  const posted = slack?.messages ?? [];
  const reactions = posted.reduce((sum, { reactions: set }) => sum + set.length, 0);
  const sent = telegram?.messages.at(-1);
  return [
    mail?.taken ?? 0,
    `${posted.at(-1)?.ts ?? 0}+${reactions}`,
    sent === undefined ? 0 : `${sent.chat}/${sent.messageId}`,
  ].join(' ');
}

/** As long as the real ones, and most likely nobody's yet. */
const newTelegramId = (): number => 7_000_000_000 + Math.floor(Math.random() * 1_000_000_000);

async function body(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > LONGEST_FORM) return '';
  }
  return text;
}

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error(String(error));
