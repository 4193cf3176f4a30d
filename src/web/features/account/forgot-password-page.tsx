import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useAskForReset } from '../../api/account.ts';
import { useSite } from '../../api/settings.ts';
import { Outside, OutsideTitle } from '../../ui/outside.tsx';
import { useDocumentTitle } from '../../ui/page.tsx';
import { forgotWords as words } from '../../words/account.ts';
import classes from './account.module.css';
import { EmailForm } from './email-form.tsx';

/** Asks for a link to choose a new password. Says the same whether the account exists or not. */
export function ForgotPasswordPage() {
  useDocumentTitle(words.title);
  const asking = useAskForReset();
  const canMail = useSite()?.canMail ?? true;
  return (
    <Outside>
      {!canMail ? (
        <OutsideTitle title={words.noMailTitle} lead={words.noMail} />
      ) : asking.isSuccess ? (
        <div role="status">
          <OutsideTitle title={words.sentTitle} lead={words.sent(asking.variables)} />
          <p className={classes.note}>{words.notThere}</p>
        </div>
      ) : (
        <>
          <OutsideTitle title={words.title} lead={words.lead} />
          <EmailForm
            submit={words.submit}
            isSending={asking.isPending}
            error={asking.error}
            onSubmit={(email) => asking.mutate(email)}
          />
        </>
      )}
      <div className={classes.links}>
        {asking.isSuccess && (
          <Anchor
            component="button"
            type="button"
            inherit
            underline="always"
            onClick={() => asking.reset()}
          >
            {words.another}
          </Anchor>
        )}
        <Link to="/sign-in">{words.signIn}</Link>
      </div>
    </Outside>
  );
}
