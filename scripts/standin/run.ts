import { parseArgs } from 'node:util';
import { fail, PlainError } from '../../src/server/plain-error.ts';
import { startSlackPeer } from '../peers/slack.ts';
import { startSmtpPeer } from '../peers/smtp.ts';
import { startTelegramPeer } from '../peers/telegram.ts';
import { sampleDirectory } from './directory.ts';
import { startInbox } from './server.ts';

/**
 * The local inbox as a process: receives what the platform sends, as far as a port is given for it,
 * and shows it. Run by `scripts/platform/inbox.ts`.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    smtp: { type: 'string' },
    slack: { type: 'string' },
    telegram: { type: 'string' },
    site: { type: 'string' },
  },
});

function busy(error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) return error;
  const port = 'port' in error ? ` ${error.port}` : '';
  return new PlainError(`The local inbox cannot start: port${port} is busy.`);
}

try {
  const { smtp, slack, telegram, site } = values;
  const receivers = {
    mail: smtp === undefined ? null : await startSmtpPeer({ port: Number(smtp) }),
    slack: slack === undefined ? null : await startSlackPeer({ port: Number(slack) }),
    telegram:
      telegram === undefined
        ? null
        : // The platform remembers ids longer than this process lives.
          await startTelegramPeer({
            port: Number(telegram),
            firstId: Math.floor(Date.now() / 1_000),
          }),
  };
  const inbox = await startInbox({
    ...receivers,
    port: Number(values.port),
    directory: await sampleDirectory(),
    siteUrl: site ?? null,
  });
  const stop = async (): Promise<void> => {
    await inbox.stop();
    await Promise.all([
      receivers.mail?.stop(),
      receivers.slack?.stop(),
      receivers.telegram?.stop(),
    ]);
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
} catch (error) {
  fail(busy(error));
}
