import { CloseButton, Textarea } from '@mantine/core';
import { FileSpreadsheet, Upload } from 'lucide-react';
import { formatFileSize } from '../../../format.ts';
import upload from '../../../ui/upload/upload.module.css';
import { useFileDrop } from '../../../ui/upload/use-file-drop.ts';
import { importWords as words } from '../../../words/users.ts';
import classes from './import.module.css';
import { type Rows, readRows } from './import-rows.ts';

interface ImportFileProps {
  readonly rows: Rows;
  readonly problem: string | null;
  readonly onChange: (rows: Rows) => void;
  readonly onProblem: (problem: string) => void;
}

/** A file chosen or dropped, or rows pasted. */
export function ImportFile({ rows, problem, onChange, onProblem }: ImportFileProps) {
  const take = async ([file]: readonly File[]) => {
    if (file === undefined) return;
    const read = await readRows(file);
    if ('problem' in read) onProblem(read.problem);
    else onChange(read.rows);
  };
  const { isOver, handlers } = useFileDrop((files) => void take(files));
  return (
    <div className={classes.file}>
      {/* Dropping is the mouse's way of what the input does for everybody. */}
      <div className={upload.area} data-over={isOver || undefined} {...handlers}>
        {rows.file !== null && (
          <div className={upload.row}>
            <FileSpreadsheet size={16} aria-hidden="true" className={upload.icon} />
            <span className={upload.facts}>
              <span className={upload.name}>{rows.file.name}</span>
              <span className={upload.size}>{formatFileSize(rows.file.bytes)}</span>
            </span>
            <CloseButton
              size="sm"
              aria-label={words.remove}
              onClick={() => onChange({ csv: '', file: null })}
            />
          </div>
        )}
        <div className={upload.invite}>
          <Upload size={15} aria-hidden="true" />
          {isOver ? (
            <span>{words.dropNow}</span>
          ) : (
            <>
              {rows.file === null && <span>{words.drop}</span>}
              <label className={upload.choose}>
                {rows.file === null ? words.choose : words.replace}
                <input
                  type="file"
                  aria-label={words.chooseFile}
                  accept=".csv,.txt,text/csv,text/plain"
                  onChange={(event) => {
                    void take([...(event.currentTarget.files ?? [])]);
                    // The same file may be chosen again after it was mended.
                    event.currentTarget.value = '';
                  }}
                />
              </label>
            </>
          )}
        </div>
      </div>
      {rows.file === null && (
        <Textarea
          label={words.paste}
          description={words.pasteHelp}
          inputWrapperOrder={['label', 'input', 'description']}
          classNames={{ input: 'mono' }}
          rows={5}
          resize="vertical"
          spellCheck={false}
          autoComplete="off"
          value={rows.csv}
          onChange={(event) => onChange({ csv: event.currentTarget.value, file: null })}
        />
      )}
      <p role="alert" className={classes.failed}>
        {problem}
      </p>
    </div>
  );
}
