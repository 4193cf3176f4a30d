export {
  startTelegramPeer,
  type TelegramPeer,
  telegramError,
} from '../../scripts/peers/telegram.ts';
