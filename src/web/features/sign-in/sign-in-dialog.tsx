import { Anchor, Modal } from '@mantine/core';
import type { Session } from '../../../domain/api/people.ts';
import { signInWords as words } from '../../words/sign-in.ts';
import classes from './sign-in.module.css';
import { SignInForm } from './sign-in-form.tsx';

interface SignInDialogProps {
  readonly email: string;
  readonly name: string;
  readonly onSignedIn: (session: Session) => void;
  readonly onLeave: () => void;
}

export default function SignInDialog({ email, name, onSignedIn, onLeave }: SignInDialogProps) {
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={words.againTitle}
      size={400}
      zIndex={500}
    >
      <p className={classes.lead}>{words.againLead}</p>
      <p className={classes.who}>{email}</p>
      <SignInForm email={email} onSignedIn={onSignedIn} />
      <Anchor component="button" type="button" size="sm" mt={16} onClick={onLeave}>
        {words.otherPerson(name)}
      </Anchor>
    </Modal>
  );
}
