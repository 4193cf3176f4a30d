import { useFormActions, useFormFiles } from '../form/form-context.ts';
import { DropArea } from '../upload/drop-area.tsx';
import classes from '../upload/upload.module.css';
import { FileRow, UploadRow } from '../upload/upload-row.tsx';
import { FieldFrame } from './field-frame.tsx';
import { frameOf, type WidgetProps } from './widget.ts';

/** One file or several: what is there, what is on its way, and how to add. */
export function FileField(props: WidgetProps<'file' | 'files'>) {
  const { field, path, value } = props;
  const { idOf, set, focus } = useFormActions();
  const { uploads, files, maxBytes } = useFormFiles();
  const ids = idsOf(value);
  const there = ids.map((id) => files.get(id)).filter((file) => file !== undefined);
  const underWay = uploads.list.filter((upload) => upload.path === path);

  function remove(id: string): void {
    set(path, field.kind === 'file' ? null : ids.filter((other) => other !== id));
    focus(path);
  }

  return (
    <FieldFrame {...frameOf(props, idOf(path))} as="group">
      {(control) => (
        <DropArea
          field={field}
          control={control}
          maxBytes={maxBytes}
          filled={there.length > 0}
          onChoose={(chosen) => uploads.add(path, field, chosen, ids.length)}
        >
          {there.length + underWay.length > 0 && (
            <ul className={classes.rows}>
              {there.map((file) => (
                <FileRow key={file.id} file={file} onRemove={() => remove(file.id)} />
              ))}
              {underWay.map((upload) => (
                <UploadRow
                  key={upload.key}
                  upload={upload}
                  onRetry={() => uploads.retry(upload.key)}
                  onDrop={() => {
                    uploads.drop(upload.key);
                    focus(path);
                  }}
                />
              ))}
            </ul>
          )}
        </DropArea>
      )}
    </FieldFrame>
  );
}

function idsOf(value: unknown): readonly string[] {
  const ids: readonly unknown[] = Array.isArray(value) ? value : [value];
  return ids.filter((id) => typeof id === 'string').filter((id) => id !== '');
}
