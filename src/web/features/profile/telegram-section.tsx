import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Check, ExternalLink } from 'lucide-react';
import type { TelegramLink } from '../../../domain/api/notifications.ts';
import { ApiError } from '../../api/client.ts';
import {
  myNotificationsQuery,
  useLinkTelegram,
  useUnlinkTelegram,
} from '../../api/notifications.ts';
import { formatRelative } from '../../format.ts';
import { useNowMs, useViewerZone } from '../../ui/now.ts';
import { Section } from '../../ui/settings/section.tsx';
import { TextSkeleton } from '../../ui/skeletons.tsx';
import { profileWords as words } from '../../words/profile.ts';
import classes from './profile.module.css';

const POLL_MS = 3_000;

/** Section 1: the account is linked by pressing Start in a chat with the bot, and by nothing else. */
export function TelegramSection() {
  const linking = useLinkTelegram();
  const mine = useQuery({
    ...myNotificationsQuery,
    // The other half happens in Telegram: asked for while a link is open.
    refetchInterval: ({ state }) =>
      isOpen(linking.data) && state.data?.telegram.isLinked === false ? POLL_MS : false,
  });
  const unlinking = useUnlinkTelegram();
  const telegram = mine.data?.telegram;
  const failure = linking.error ?? unlinking.error;
  return (
    <Section title={words.telegramTitle} lead={words.telegramLead}>
      {telegram === undefined ? (
        <TextSkeleton width="60%" />
      ) : !telegram.isAvailable ? (
        <p className={classes.quiet}>{words.telegramUnavailable}</p>
      ) : telegram.isLinked ? (
        <div className={classes.fields}>
          <p role="status" className={classes.linked}>
            <Check size={14} aria-hidden="true" />
            {words.telegramLinked}
          </p>
          <div>
            <Button
              variant="default"
              loading={unlinking.isPending}
              onClick={() => {
                linking.reset();
                unlinking.mutate();
              }}
            >
              {words.telegramUnlink}
            </Button>
          </div>
        </div>
      ) : (
        <div className={classes.fields}>
          <p role="status" className={classes.quiet}>
            {words.telegramNotLinked}
          </p>
          {linking.data === undefined ? (
            <div>
              <Button
                variant="default"
                loading={linking.isPending}
                onClick={() => linking.mutate()}
              >
                {words.telegramLink}
              </Button>
            </div>
          ) : (
            <StartLink
              link={linking.data}
              isRenewing={linking.isPending}
              onRenew={() => linking.mutate()}
            />
          )}
        </div>
      )}
      {failure !== null && (
        <p role="alert" className={classes.failed}>
          {failure instanceof ApiError ? failure.problem.detail : words.telegramFailed}
        </p>
      )}
    </Section>
  );
}

function StartLink(props: {
  readonly link: TelegramLink;
  readonly isRenewing: boolean;
  readonly onRenew: () => void;
}) {
  const { link, isRenewing, onRenew } = props;
  const nowMs = useNowMs();
  const zone = useViewerZone();
  const leftMs = Date.parse(link.expiresAt) - nowMs;
  if (leftMs <= 0) {
    return (
      <div className={classes.start}>
        <p className={classes.quiet}>{words.telegramExpired}</p>
        <Button variant="default" loading={isRenewing} onClick={onRenew}>
          {words.telegramNewLink}
        </Button>
      </div>
    );
  }
  // Not by the clock: somebody whose zone is not set yet would read of a time long gone.
  const expires =
    leftMs < 60_000 ? words.telegramSoon : formatRelative(link.expiresAt, nowMs, zone);
  return (
    <div className={classes.start}>
      <Button
        component="a"
        href={link.url}
        target="_blank"
        rel="noopener noreferrer"
        leftSection={<ExternalLink size={14} />}
      >
        {words.telegramOpen}
      </Button>
      <p className={classes.note}>{words.telegramWaits(expires)}</p>
    </div>
  );
}

function isOpen(link: TelegramLink | undefined): boolean {
  return link !== undefined && Date.parse(link.expiresAt) > Date.now();
}
