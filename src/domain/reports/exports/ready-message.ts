import { type Instant, isTimeZone } from '../../kernel/calendar.ts';
import { formatFileSize } from '../../kernel/file-size.ts';
import { formatInstant } from '../../kernel/time-words.ts';
import type { Message } from '../../notifications/messages.ts';

export interface ReadyExport {
  readonly fileName: string;
  readonly rows: number;
  readonly sizeBytes: number;
  readonly finishedAt: Instant;
  readonly expiresAt: Instant;
}

/** D2, N9: tells the owner that the file is there; nothing of what is in it. */
export function exportReadyMessage(
  ready: ReadyExport,
  { timezone }: { readonly timezone: string },
  siteUrl: string,
): Message {
  const zone = isTimeZone(timezone) ? timezone : 'UTC';
  const at = (instant: Instant) => `${formatInstant(instant, zone)} ${zone}`;
  return {
    event: 'export_ready',
    code: 'Report',
    url: `${siteUrl.replace(/\/+$/, '')}/reports/exports`,
    subject: `Your report is ready: ${ready.fileName}`,
    headline: 'Your report is ready',
    title: ready.fileName,
    facts: [
      { label: 'Rows', value: String(ready.rows) },
      { label: 'Size', value: formatFileSize(ready.sizeBytes) },
      { label: 'Kept until', value: at(ready.expiresAt) },
    ],
    quote: null,
    call: 'Open your reports',
    at: at(ready.finishedAt),
    why: 'You get this because you asked for this report.',
  };
}
