import { ActionIcon } from '@mantine/core';
import { FileText, FileWarning, X } from 'lucide-react';
import type { FileRef } from '../../../domain/api/requests.ts';
import { formatFileSize } from '../../format.ts';
import { uploadWords } from '../../words/forms.ts';
import classes from './upload.module.css';
import type { Upload } from './use-uploads.ts';

/** A file that is there. */
export function FileRow({ file, onRemove }: { file: FileRef; onRemove: () => void }) {
  return (
    <li className={classes.row}>
      <FileText size={16} aria-hidden="true" className={classes.icon} />
      <div className={classes.facts}>
        <span className={classes.name}>{file.name}</span>
        <span className={classes.size}>{formatFileSize(file.sizeBytes)}</span>
        {file.csv !== null && (
          <span className={classes.csv}>{uploadWords.csv(file.csv.rows, file.csv.columns)}</span>
        )}
      </div>
      <RemoveButton label={uploadWords.remove(file.name)} onClick={onRemove} />
    </li>
  );
}

/** A file on its way, or one that did not make it. */
export function UploadRow(props: {
  readonly upload: Upload;
  readonly onRetry: () => void;
  readonly onDrop: () => void;
}) {
  const { name, sizeBytes, state } = props.upload;
  const running = state.kind === 'running';
  const percent = running ? Math.floor(state.share * 100) : 0;
  return (
    <li className={classes.row} data-failed={!running || undefined}>
      {running ? (
        <FileText size={16} aria-hidden="true" className={classes.icon} />
      ) : (
        <FileWarning size={16} aria-hidden="true" className={classes.icon} />
      )}
      <div className={classes.facts}>
        <span className={classes.name}>{name}</span>
        <span className={classes.size}>{formatFileSize(sizeBytes)}</span>
        {running ? (
          <progress
            className={classes.progress}
            value={percent}
            max={100}
            aria-label={uploadWords.progress(name)}
          />
        ) : (
          <span className={classes.failure}>{state.message}</span>
        )}
      </div>
      {running && (
        <span className={classes.percent}>
          {percent === 100 ? uploadWords.finishing : uploadWords.percent(percent)}
        </span>
      )}
      {state.kind === 'failed' && (
        <button type="button" className={classes.retry} onClick={props.onRetry}>
          {uploadWords.retry}
        </button>
      )}
      <RemoveButton
        label={running ? uploadWords.cancel(name) : uploadWords.remove(name)}
        onClick={props.onDrop}
      />
    </li>
  );
}

function RemoveButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <ActionIcon variant="subtle" color="gray" size={26} aria-label={label} onClick={onClick}>
      <X size={15} />
    </ActionIcon>
  );
}
