import { ActionIcon, Menu } from '@mantine/core';
import {
  Ellipsis,
  Eraser,
  ExternalLink,
  LockKeyhole,
  MessageCircle,
  MessageSquareText,
  Pencil,
  PencilRuler,
  Percent,
  ReceiptText,
  UserRoundCheck,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { FileRef, HistoryEvent } from '../../../../domain/api/requests.ts';
import { ACTIONS } from '../../../../domain/requests/actions.ts';
import type { RequestType } from '../../../../domain/requests/define.ts';
import { formatInstant } from '../../../format.ts';
import { Markdown } from '../../../ui/markdown.tsx';
import { nameOf } from '../../../ui/name-of.ts';
import { useViewerZone } from '../../../ui/now.ts';
import { StatusDot } from '../../../ui/status.tsx';
import { RelativeTime } from '../../../ui/time.tsx';
import { FileLinks } from '../../../ui/values/file-links.tsx';
import { comments } from '../../../words/comments.ts';
import { common } from '../../../words/common.ts';
import { timeline as words } from '../../../words/request.ts';
import { actionOf } from './change-view.ts';
import { Changes } from './changes.tsx';
import { PersonName } from './person-name.tsx';
import classes from './timeline.module.css';

interface Props {
  readonly event: HistoryEvent;
  readonly type: RequestType;
  readonly files: readonly FileRef[];
  /** Null for people who may not remove texts. */
  readonly onRedact: ((event: HistoryEvent) => void) | null;
}

/** One event: who did what and when, and below it what was said and changed. */
export function EventRow({ event, type, files, onRedact }: Props) {
  const zone = useViewerZone();
  const canRedact = onRedact !== null && hasText(event) && !event.redacted;
  return (
    <li
      className={classes.event}
      data-action={event.action}
      data-internal={event.isInternal || undefined}
    >
      <span className={classes.icon}>{iconOf(event)}</span>
      <div className={classes.body}>
        <p className={classes.sentence}>
          {sentenceOf(event)}
          {event.isInternal && (
            <span className={classes.internal}>
              <LockKeyhole size={12} aria-hidden="true" />
              {comments.internal}
            </span>
          )}
          <span className={classes.when}>
            <RelativeTime at={event.at} />
          </span>
          <span className={classes.printed}>{common.at(formatInstant(event.at, zone), zone)}</span>
        </p>
        {event.message !== null && (
          <div className={classes.message}>
            <Markdown text={event.message} mentions={event.mentions} />
          </div>
        )}
        {event.redacted && <p className={classes.removed}>{words.removed}</p>}
        {event.link !== null && <EventLink href={event.link} />}
        {event.files.length > 0 && !isOperation(event) && !changesContent(event) && (
          <FileLinks ids={event.files.map(({ id }) => id)} files={event.files} />
        )}
        {event.changes.length > 0 && event.action !== 'price' && (
          <Changes event={event} type={type} files={files} />
        )}
      </div>
      {canRedact && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={24}
              className={classes.more}
              aria-label={words.menu(pastOf(event))}
            >
              <Ellipsis size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<Eraser size={14} />} onClick={() => onRedact(event)}>
              {words.redact}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
}

/** Free text lives beside the event; an admin may remove it (R3). */
function hasText(event: HistoryEvent): boolean {
  return (
    event.message !== null ||
    event.link !== null ||
    (event.action !== 'price' && event.changes.some(({ secret }) => !secret))
  );
}

/** Its files stand among what was changed. */
function changesContent(event: HistoryEvent): boolean {
  return event.action === 'edit' || event.action === 'correct';
}

function isOperation(event: HistoryEvent): boolean {
  return event.action === 'send_to_qa' || event.action === 'complete';
}

function sentenceOf(event: HistoryEvent): ReactNode {
  if (event.action === 'activate') return words.activated;
  return (
    <>
      <strong>{event.actor === null ? words.system : <PersonName person={event.actor} />}</strong>{' '}
      {pastOf(event)}
    </>
  );
}

function pastOf(event: HistoryEvent): string {
  const { action, person } = event;
  if (action === 'create') {
    const isForAnother = person !== null && person.id !== event.actor?.id;
    return isForAnother ? words.createdFor(nameOf(person)) : words.created;
  }
  if (action === 'comment') return comments.past;
  if (action === 'redact') return words.redactedEvent;
  if (action === 'price') return words.priced(String(event.changes[0]?.to ?? ''));
  if (action === 'assign' && person !== null) {
    return person.id === event.actor?.id ? words.assignedToSelf : words.assignedTo(nameOf(person));
  }
  const key = actionOf(action);
  return key === null ? action : ACTIONS[key].past;
}

/** A change of status wears the new status; the rest a quiet picture of its own. */
function iconOf(event: HistoryEvent): ReactNode {
  if (event.from !== event.to) return <StatusDot status={event.to} />;
  const size = { size: 14, 'aria-hidden': true } as const;
  if (event.action === 'edit') return <Pencil {...size} />;
  if (event.action === 'correct') return <PencilRuler {...size} />;
  if (event.action === 'redact') return <Eraser {...size} />;
  if (event.action === 'discount') return <Percent {...size} />;
  if (event.action === 'price') return <ReceiptText {...size} />;
  if (event.action === 'assign') return <UserRoundCheck {...size} />;
  if (event.action === 'comment') return <MessageCircle {...size} />;
  return <MessageSquareText {...size} />;
}

function EventLink({ href }: { href: string }) {
  const isWeb = URL.canParse(href) && /^https?:$/.test(new URL(href).protocol);
  if (!isWeb) return <p>{href}</p>;
  return (
    <p className={classes.link}>
      <ExternalLink size={14} aria-hidden="true" />
      <a href={href} target="_blank" rel="noopener noreferrer">
        {href}
      </a>
    </p>
  );
}
