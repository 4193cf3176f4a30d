import { Button, Checkbox, Progress, SegmentedControl } from '@mantine/core';
import { Download as DownloadIcon } from 'lucide-react';
import { useRef } from 'react';
import type { PreviewAnswer } from '../../../../domain/api/exports.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../../../domain/reports/export-choices.ts';
import { ApiError, newIdempotencyKey } from '../../../api/client.ts';
import type { CompleteSearch, ExportSearch } from '../../../api/export-search.ts';
import { useStartExport } from '../../../api/exports.ts';
import { formatCount, formatFileSize } from '../../../format.ts';
import { showToast } from '../../../ui/toast.ts';
import { common, states } from '../../../words/common.ts';
import { FORMAT_NAMES, exportsWords as words } from '../../../words/exports.ts';
import { type Download, startDownload, useDownload } from './download.ts';
import classes from './exports.module.css';

interface SaveBarProps {
  readonly search: CompleteSearch;
  /** Absent until it is known what the file would hold. */
  readonly preview: PreviewAnswer | undefined;
  readonly onChange: (search: ExportSearch) => void;
}

/** In which format, and the button: at once, or in the background what is too much for that. */
export function SaveBar({ search, preview, onChange }: SaveBarProps) {
  const download = useDownload();
  const format = search.format ?? 'csv';
  const isTooMuch = preview !== undefined && preview.rowCount > preview.directLimits[format];
  const fileName = preview?.fileName.replace(/\.[a-z]+$/, `.${format}`);
  return (
    <div className={classes.save}>
      <div className={classes.how}>
        <SegmentedControl
          aria-label={words.format}
          value={format}
          onChange={(next) => {
            const { format: _before, ...rest } = search;
            onChange(next === 'csv' ? rest : { ...rest, format: next as ExportFormat });
          }}
          data={EXPORT_FORMATS.map((value) => ({ value, label: FORMAT_NAMES[value] }))}
        />
        {format === 'csv' && (
          <Checkbox
            label={words.bom}
            description={words.bomHelp}
            classNames={{ description: classes.bomHelp }}
            checked={search.bom !== 'false'}
            onChange={(event) => {
              const { bom: _before, ...rest } = search;
              onChange(event.currentTarget.checked ? rest : { ...rest, bom: 'false' });
            }}
          />
        )}
      </div>
      {download !== null ? (
        <Running download={download} />
      ) : (
        <div className={classes.buttons}>
          {isTooMuch ? (
            <p className={classes.note}>
              {words.prepareText(formatCount(preview.directLimits[format]))}
            </p>
          ) : (
            <Button
              leftSection={<DownloadIcon size={16} />}
              disabled={fileName === undefined}
              onClick={() => fileName !== undefined && void startDownload(search, fileName)}
            >
              {words.download}
            </Button>
          )}
          <Prepare search={search} isOnly={isTooMuch} isReady={preview !== undefined} />
        </div>
      )}
      {fileName !== undefined && (
        <p className={classes.fileName}>
          {words.fileName}: <span className="mono">{fileName}</span>
        </p>
      )}
    </div>
  );
}

function Prepare(props: {
  readonly search: CompleteSearch;
  readonly isOnly: boolean;
  readonly isReady: boolean;
}) {
  const { search, isOnly, isReady } = props;
  const starting = useStartExport();
  // Kept until an answer came: pressed again after a lost one, it asks for the same export.
  const key = useRef<string | null>(null);
  const start = () => {
    key.current ??= newIdempotencyKey();
    starting.mutate(
      { search, key: key.current },
      {
        onSuccess: () => {
          key.current = null;
          showToast({ text: words.prepared });
        },
        onError: (error) => {
          if (error instanceof ApiError) key.current = null;
          showToast({ text: failureText(error), tone: 'failed' });
        },
      },
    );
  };
  return (
    <Button
      variant={isOnly ? 'filled' : 'default'}
      loading={starting.isPending}
      disabled={!isReady}
      onClick={start}
    >
      {words.prepare}
    </Button>
  );
}

function Running({ download: { received, fileName, cancel } }: { download: Download }) {
  const { bytes = 0, rows = null, allRows = null } = received ?? {};
  const share = rows === null || allRows === null || allRows === 0 ? null : rows / allRows;
  return (
    <div className={classes.running}>
      <div className={classes.bar}>
        <Progress
          value={share === null ? 100 : Math.min(100, share * 100)}
          animated={share === null}
          aria-label={words.progressOf(fileName)}
        />
        <p role="status" className={classes.note}>
          {received === null
            ? words.starting
            : rows === null || allRows === null
              ? words.received(formatFileSize(bytes))
              : words.receivedRows(formatCount(rows), formatCount(allRows), formatFileSize(bytes))}
        </p>
      </div>
      <Button variant="default" onClick={cancel}>
        {common.cancel}
      </Button>
    </div>
  );
}

function failureText(error: unknown): string {
  if (!(error instanceof ApiError)) return states.serverDownText;
  return error.problem.issues?.[0]?.message ?? error.problem.detail;
}
