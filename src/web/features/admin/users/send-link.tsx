import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { SentLink, UserDetail } from '../../../../domain/api/users.ts';
import { useSite } from '../../../api/settings.ts';
import { useSendLink } from '../../../api/users.ts';
import { Confirm } from '../../../ui/confirm.tsx';
import { showToast } from '../../../ui/toast.ts';
import { common } from '../../../words/common.ts';
import { userWords as words } from '../../../words/users.ts';
import { HandedLink } from './handed-link.tsx';
import classes from './user.module.css';

interface SendLinkProps {
  readonly user: UserDetail;
  readonly kind: 'invite' | 'reset-password';
}

/** The link by which somebody chooses a password: mailed, or told here once where no mail goes out. */
export function SendLink({ user, kind }: SendLinkProps) {
  const [isOpen, setOpen] = useState(false);
  const [told, setTold] = useState<SentLink | null>(null);
  const sending = useSendLink(user.id, kind);
  const canMail = useSite()?.canMail ?? true;
  const isInvitation = kind === 'invite';
  const hasOpen = isInvitation && user.openLink?.purpose === 'invitation';
  const texts = isInvitation ? words.inviteDialog : words.resetDialog;
  const send = () =>
    sending.mutate(undefined, {
      onSuccess: (link) => {
        setOpen(false);
        if (link.url === null) showToast({ text: texts.done(user.email) });
        else setTold(link);
      },
    });
  return (
    <>
      <Button
        variant="default"
        onClick={() => {
          sending.reset();
          setOpen(true);
        }}
      >
        {isInvitation ? (hasOpen ? words.inviteAgain : words.invite) : words.resetPassword}
      </Button>
      <Confirm
        title={texts.title(user.name)}
        submit={canMail ? texts.submit : texts.submitLink}
        isOpen={isOpen}
        isBusy={sending.isPending}
        failure={sending.error}
        onClose={() => setOpen(false)}
        onSubmit={send}
      >
        <div className={classes.dialog}>
          <p>{canMail ? texts.text(user.email) : texts.textLink}</p>
          <p className={classes.dim}>{texts.besides}</p>
        </div>
      </Confirm>
      <Modal
        opened={told !== null}
        onClose={() => setTold(null)}
        title={texts.toldTitle(user.name)}
        size={560}
        // It is told only once: no stray click may take it away.
        closeOnClickOutside={false}
        closeOnEscape={false}
      >
        {told !== null && told.url !== null && (
          <HandedLink url={told.url} expiresAt={told.expiresAt} />
        )}
        <div className={classes.buttons}>
          <Button data-autofocus onClick={() => setTold(null)}>
            {common.close}
          </Button>
        </div>
      </Modal>
    </>
  );
}
