import { FileText } from 'lucide-react';
import type { FileRef } from '../../../domain/api/requests.ts';
import { addressOf } from '../../api/client.ts';
import { formatFileSize } from '../../format.ts';
import { uploadWords, valueWords } from '../../words/forms.ts';
import classes from './values.module.css';

/** Files by id, each a download (F3: always an attachment, never opened in place). */
export function FileLinks(props: {
  readonly ids: readonly string[];
  readonly files: readonly FileRef[];
}) {
  return (
    <ul className={classes.files}>
      {props.ids.map((id) => {
        const file = props.files.find((candidate) => candidate.id === id);
        return (
          <li key={id} className={classes.file}>
            <FileText size={15} aria-hidden="true" />
            {file === undefined ? (
              <span className={classes.rest}>{valueWords.missingFile}</span>
            ) : (
              <span>
                <a
                  className={classes.link}
                  href={addressOf(`/files/${encodeURIComponent(id)}/content`)}
                  download={file.name}
                  aria-label={uploadWords.download(file.name)}
                >
                  {file.name}
                </a>{' '}
                <span className={classes.count}>{formatFileSize(file.sizeBytes)}</span>
                {file.csv !== null && (
                  <span className={classes.csv}>
                    {uploadWords.csv(file.csv.rows, file.csv.columns)}
                  </span>
                )}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
