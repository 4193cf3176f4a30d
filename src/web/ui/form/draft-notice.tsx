import { useState } from 'react';
import { dayIn, instantFromEpochMs } from '../../../domain/kernel/calendar.ts';
import { formatRelative, formatTime } from '../../format.ts';
import { draftWords } from '../../words/forms.ts';
import { useNowMs, useViewerZone } from '../now.ts';
import { showToast } from '../toast.ts';
import classes from './form.module.css';
import type { DraftControl } from './use-draft.ts';

/** Where the form's content comes from, when it was not typed just now. */
export function DraftNotice({ draft }: { draft: DraftControl | null }) {
  const zone = useViewerZone();
  const nowMs = useNowMs();
  const [busy, setBusy] = useState(false);
  if (draft === null) return null;
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await work();
    } catch {
      showToast({ text: draftWords.discardFailed, tone: 'failed' });
    } finally {
      setBusy(false);
    }
  };
  if (draft.newerAt !== null) {
    return (
      <div className={classes.notice} data-tone="warn" role="alert">
        <span>{draftWords.newer(formatTime(draft.newerAt, zone))}</span>
        <Action disabled={busy} onClick={() => void run(draft.loadNewer)}>
          {draftWords.loadNewer}
        </Action>
        <Action disabled={busy} onClick={draft.keepMine}>
          {draftWords.keepMine}
        </Action>
      </div>
    );
  }
  if (draft.restoredAt === null) return null;
  return (
    <div className={classes.notice}>
      <span>{draftWords.restored(savedWhen(draft.restoredAt, nowMs, zone))}</span>
      <Action disabled={busy} onClick={() => void run(draft.discard)}>
        {draftWords.discard}
      </Action>
    </div>
  );
}

/** "10:42", or "yesterday, 10:42": on the same day the time says enough. */
function savedWhen(at: string, nowMs: number, zone: string): string {
  const time = formatTime(at, zone);
  const today = dayIn(zone, instantFromEpochMs(nowMs));
  if (dayIn(zone, instantFromEpochMs(Date.parse(at))) === today) return time;
  return `${formatRelative(at, nowMs, zone)}, ${time}`;
}

function Action(props: { disabled: boolean; onClick: () => void; children: string }) {
  return (
    <button
      type="button"
      className={classes.noticeAction}
      disabled={props.disabled}
      onClick={props.onClick}
    >
      {props.children}
    </button>
  );
}

/** "Draft saved 10:42", quietly beside the submit button. */
export function DraftStatus({ draft }: { draft: DraftControl | null }) {
  const zone = useViewerZone();
  if (draft === null) return null;
  const { status } = draft;
  const text =
    status.kind === 'saved'
      ? draftWords.saved(formatTime(status.savedAt, zone))
      : status.kind === 'idle'
        ? ''
        : draftWords[status.kind];
  return (
    <span className={classes.draftStatus} role="status">
      {text}
    </span>
  );
}
