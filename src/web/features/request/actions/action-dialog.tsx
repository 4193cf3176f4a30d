import { Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { RequestDetail } from '../../../../domain/api/requests.ts';
import { ACTIONS, type ActionKey } from '../../../../domain/requests/actions.ts';
import { FocusBack } from '../../../ui/focus-back.tsx';
import { TextSkeleton } from '../../../ui/skeletons.tsx';
import { useFirstDraft } from '../use-first-draft.ts';
import { ActionForm } from './action-form.tsx';
import classes from './dialog.module.css';

interface Props {
  readonly request: RequestDetail;
  readonly action: ActionKey;
  readonly onClose: () => void;
}

/** The form of one action. Closing it any way but the button keeps the text as a draft. */
export default function ActionDialog({ request, action, onClose }: Props) {
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const { label, explains } = ACTIONS[action];
  return (
    <Modal
      opened
      onClose={onClose}
      // A click beside a long form is rarely meant to leave it.
      closeOnClickOutside={false}
      fullScreen={isPhone}
      size={isWide(action) ? 680 : 560}
      title={
        <>
          {label} <span className={`mono ${classes.code}`}>{request.code}</span>
        </>
      }
    >
      <FocusBack />
      <p className={classes.explains}>{explains}</p>
      <Loaded request={request} action={action} onClose={onClose} />
    </Modal>
  );
}

function Loaded({ request, action, onClose }: Props) {
  const name = `${action}:${request.code}`;
  const first = useFirstDraft(name);
  if (first.kind === 'loading') {
    return (
      <div aria-busy="true" className={classes.loading}>
        <TextSkeleton width="30%" />
        <TextSkeleton />
        <TextSkeleton />
      </div>
    );
  }
  return (
    <ActionForm
      request={request}
      action={action}
      draftName={first.kind === 'failed' ? null : name}
      draft={first.kind === 'failed' ? null : first.draft}
      onClose={onClose}
    />
  );
}

function isWide(action: ActionKey): boolean {
  return action === 'send_to_qa' || action === 'complete';
}
