import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { RequestDetail } from '../../../../domain/api/requests.ts';
import { type ActionKey, actionForm } from '../../../../domain/requests/actions.ts';
import { requestType } from '../../../../domain/requests/types/index.ts';
import { newIdempotencyKey, Unreachable } from '../../../api/client.ts';
import { useAct } from '../../../api/commands.ts';
import { keys } from '../../../api/queries.ts';
import { showToast } from '../../../ui/toast.ts';
import { done } from '../../../words/request.ts';

export interface RequestActions {
  readonly start: (action: ActionKey) => void;
  /** The action without a form that is under way. */
  readonly running: ActionKey | null;
  /** The action whose form is open. */
  readonly open: ActionKey | null;
  readonly close: () => void;
  /** Why the last action without a form did not work. */
  readonly failure: unknown;
  readonly dismissFailure: () => void;
}

/** Takes actions: at once where nothing is asked, else through a dialog or the edit page. */
export function useActions(request: RequestDetail): RequestActions {
  const { code } = request;
  const navigate = useNavigate();
  const client = useQueryClient();
  const act = useAct(code);
  const [open, setOpen] = useState<ActionKey | null>(null);
  const [running, setRunning] = useState<ActionKey | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  // An answer that got lost is found again by its key; a refusal ends the attempt.
  const unanswered = useRef<{ action: ActionKey; key: string } | null>(null);

  async function takeAtOnce(action: ActionKey): Promise<void> {
    if (running !== null) return;
    setRunning(action);
    setFailure(null);
    const idempotencyKey =
      unanswered.current?.action === action ? unanswered.current.key : newIdempotencyKey();
    unanswered.current = { action, key: idempotencyKey };
    try {
      // No version: what is repeated must be the same to the letter, whatever was loaded meanwhile.
      const body = { values: {} };
      const fresh = await act.mutateAsync({ action, body, idempotencyKey });
      unanswered.current = null;
      showToast({ text: done[action](code, fresh.status) });
    } catch (error) {
      if (!(error instanceof Unreachable)) unanswered.current = null;
      setFailure(error);
      // Somebody may have been faster: show how the request stands now.
      void client.invalidateQueries({ queryKey: keys.detail(code) });
    } finally {
      setRunning(null);
    }
  }

  return {
    running,
    open,
    failure,
    close: () => setOpen(null),
    dismissFailure: () => setFailure(null),
    start: (action) => {
      setFailure(null);
      if (action === 'edit') {
        void navigate({ to: '/requests/$code/edit', params: { code } });
        return;
      }
      if (action === 'correct') {
        void navigate({ to: '/requests/$code/correct', params: { code } });
        return;
      }
      const asks = actionForm(action, requestType(request.type)).fields.length > 0;
      if (asks) setOpen(action);
      else void takeAtOnce(action);
    },
  };
}
