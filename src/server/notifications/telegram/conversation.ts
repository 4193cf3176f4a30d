import { platformName } from '../../../domain/look.ts';
import type { Context } from '../../context.ts';
import { loadLook } from '../../settings/queries.ts';
import { neutral } from '../render/telegram.ts';
import type { BotMessage } from './bot.ts';
import { type LinkAnswer, linkTelegram } from './commands.ts';

/**
 * What the bot answers to what it is written (section 8). In private it links accounts; in a group it
 * only tells the chat's id, which an admin needs for the settings. Null: it says nothing.
 */
export async function answerTo(
  context: Pick<Context, 'config' | 'db' | 'now'>,
  { text, fromId, chatId, topic, isPrivate }: BotMessage,
): Promise<string | null> {
  const [command = '', token] = text.trim().split(/\s+/);
  const isStart = /^\/start(@\w+)?$/.test(command);
  if (!isPrivate) {
    if (!isStart) return null;
    const chat = topic === null ? `${chatId}` : `${chatId}:${topic}`;
    return `The id of this chat is ${chat}. An admin can set it as the default chat of the platform.`;
  }
  const { siteUrl } = context.config;
  if (!isStart || token === undefined || fromId === null) {
    return help(siteUrl, neutral(platformName(await loadLook(context.db))));
  }
  return words(await linkTelegram(context, fromId, token), siteUrl);
}

const profile = (siteUrl: string) => `${siteUrl}/profile`;

function help(siteUrl: string, platform: string): string {
  return `I send notifications of the ${platform} platform. To receive yours here, open your profile, choose to link Telegram, and follow the link it shows: ${profile(siteUrl)}`;
}

function words(answer: LinkAnswer, siteUrl: string): string {
  switch (answer.kind) {
    case 'linked':
      return `This Telegram account now belongs to ${answer.name}. Notifications of your requests arrive here. You can mute some of them, or unlink the account, in your profile: ${profile(siteUrl)}`;
    case 'linked_before':
      return `This Telegram account belongs to ${answer.name}, and the link you followed is not valid any more. There is nothing left to do. To change it, use your profile: ${profile(siteUrl)}`;
    case 'taken':
      return `This Telegram account belongs to somebody else on the platform already, so nothing was changed. Unlink it there first, then follow the link again: ${profile(siteUrl)}`;
    case 'over':
      return `This link is not valid any more: it works once, for 15 minutes. Get a new one in your profile: ${profile(siteUrl)}`;
  }
}
