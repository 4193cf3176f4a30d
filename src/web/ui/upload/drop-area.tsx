import { Upload as UploadIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatFileSize } from '../../format.ts';
import { uploadWords } from '../../words/forms.ts';
import type { ControlProps } from '../fields/field-frame.tsx';
import type { FileField } from './admit.ts';
import classes from './upload.module.css';
import { useFileDrop } from './use-file-drop.ts';

interface Props {
  readonly field: FileField;
  readonly control: ControlProps;
  readonly maxBytes: number;
  /** Something is there already: one file can only be replaced. */
  readonly filled: boolean;
  readonly onChoose: (files: readonly File[]) => void;
  readonly children: ReactNode;
}

/** Files dropped anywhere on the field, or chosen; what is there stands inside. */
export function DropArea({ field, control, maxBytes, filled, onChoose, children }: Props) {
  const { isOver: over, handlers } = useFileDrop(onChoose);
  const many = field.kind === 'files';

  const choose = many ? uploadWords.chooseMany : uploadWords.choose;
  const limit = many ? uploadWords.limit : uploadWords.limitOne;
  return (
    // Dropping is the mouse's way of what the input does for everybody.
    <div
      className={classes.area}
      data-over={over || undefined}
      data-invalid={control['aria-invalid']}
      {...handlers}
    >
      {children}
      <div className={classes.invite}>
        <UploadIcon size={15} aria-hidden="true" />
        {over ? (
          <span>{uploadWords.dropNow}</span>
        ) : (
          <>
            {!(filled && !many) && <span>{many ? uploadWords.dropMany : uploadWords.drop}</span>}
            <label className={classes.choose}>
              {filled && !many ? uploadWords.replace : choose}
              <input
                type="file"
                multiple={many}
                aria-label={`${field.label}: ${filled && !many ? uploadWords.replace : choose}`}
                aria-describedby={control['aria-describedby']}
                aria-invalid={control['aria-invalid']}
                accept={field.accept?.extensions.join(',')}
                onChange={(event) => {
                  onChoose([...(event.currentTarget.files ?? [])]);
                  // The same file may be chosen again after it was removed or repaired.
                  event.currentTarget.value = '';
                }}
              />
            </label>
            <span className={classes.limit}>
              {field.accept !== null && `${field.accept.label}, `}
              {limit(formatFileSize(maxBytes))}
            </span>
          </>
        )}
      </div>
    </div>
  );
}
