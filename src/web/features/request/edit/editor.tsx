import { type ReactNode, useState } from 'react';
import type { Draft } from '../../../../domain/api/drafts.ts';
import type { FileRef, RequestDetail } from '../../../../domain/api/requests.ts';
import type { Values } from '../../../../domain/requests/define.ts';
import { type Consequences, EditForm } from './edit-form.tsx';
import type { ContentTask } from './task.ts';

interface Start {
  /** The request as this person saw it when they began, or when they last took over changes. */
  readonly base: RequestDetail;
  readonly initial: Values;
  readonly files: readonly FileRef[];
}

/**
 * Holds what the edit is based on. The page may load a newer request behind the form; what is typed
 * and the version it belongs to stay until this person takes the newer one over (X1).
 */
export function Editor(props: {
  readonly task: ContentTask;
  readonly consequences: Consequences;
  readonly request: RequestDetail;
  readonly timezone: string;
  readonly draft: Draft | null;
  readonly keepsDraft: boolean;
  /** Shown instead of the form when there is nothing to edit. */
  readonly impossible: ReactNode;
}) {
  const { task, request, draft, impossible, ...rest } = props;
  const [start, setStart] = useState<Start>(() => ({
    base: request,
    initial: task.storedOf(request),
    files: request.files,
  }));
  const [isFirst, setFirst] = useState(true);
  if (!start.base.actions.some(({ action, available }) => action === task.action && available)) {
    return impossible;
  }
  return (
    <EditForm
      // Taken over: the form starts again from the merged values.
      key={start.base.version}
      task={task}
      fresh={request}
      {...start}
      {...rest}
      draft={isFirst ? draft : null}
      onTakeOver={(initial, files) => {
        setFirst(false);
        setStart({ base: request, initial, files });
      }}
    />
  );
}
