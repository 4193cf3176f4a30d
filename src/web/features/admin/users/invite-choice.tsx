import { ExplainedCheckbox } from '../../../ui/explained-checkbox.tsx';
import { importWords as words } from '../../../words/users.ts';
import classes from './import.module.css';

interface InviteChoiceProps {
  readonly canMail: boolean;
  readonly isInvited: boolean;
  readonly onChange: (isInvited: boolean) => void;
}

/** Links of many people are never shown on one page: without mail each is made on its own. */
export function InviteChoice({ canMail, isInvited, onChange }: InviteChoiceProps) {
  if (!canMail) return <p className={classes.note}>{words.inviteOff}</p>;
  return (
    <ExplainedCheckbox
      label={words.invite}
      explains={words.inviteHelp}
      checked={isInvited}
      onChange={onChange}
    />
  );
}
