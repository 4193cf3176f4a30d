import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRegister } from '../../api/account.ts';
import { siteQuery } from '../../api/settings.ts';
import { Outside, OutsideTitle } from '../../ui/outside.tsx';
import { useDocumentTitle } from '../../ui/page.tsx';
import { TextSkeleton } from '../../ui/skeletons.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { forgotWords, registerWords as words } from '../../words/account.ts';
import classes from './account.module.css';
import { EmailForm } from './email-form.tsx';

/** Section 1: whoever has an address of a listed domain registers themself, by a mail to it. */
export function RegisterPage() {
  useDocumentTitle(words.title);
  const site = useQuery(siteQuery);
  return (
    <Outside>
      {site.data !== undefined ? (
        <Register domains={site.data.canMail ? site.data.registrationDomains : []} />
      ) : site.isError ? (
        <ErrorState error={site.error} onRetry={() => void site.refetch()} />
      ) : (
        <div aria-busy="true" className={classes.waiting}>
          <TextSkeleton width="70%" />
          <TextSkeleton />
        </div>
      )}
    </Outside>
  );
}

/** Without listed domains, or without the mail that would prove an address, nobody registers. */
function Register({ domains }: { domains: readonly string[] }) {
  const registering = useRegister();
  const isSent = registering.isSuccess;
  return (
    <>
      {domains.length === 0 ? (
        <OutsideTitle title={words.closedTitle} lead={words.closed} />
      ) : isSent ? (
        <div role="status">
          <OutsideTitle title={words.sentTitle} lead={words.sent(registering.variables)} />
          <p className={classes.note}>{forgotWords.notThere}</p>
        </div>
      ) : (
        <>
          <OutsideTitle title={words.title} lead={words.lead(domains)} />
          <EmailForm
            submit={words.submit}
            check={(email) => (isOf(domains, email) ? null : words.wrongDomain(domains))}
            isSending={registering.isPending}
            error={registering.error}
            onSubmit={(email) => registering.mutate(email)}
          />
        </>
      )}
      <div className={classes.links}>
        {isSent && (
          <Anchor
            component="button"
            type="button"
            inherit
            underline="always"
            onClick={() => registering.reset()}
          >
            {forgotWords.another}
          </Anchor>
        )}
        <Link to="/sign-in">{forgotWords.signIn}</Link>
      </div>
    </>
  );
}

/** A subdomain is another domain. */
function isOf(domains: readonly string[], email: string): boolean {
  return domains.includes(email.slice(email.lastIndexOf('@') + 1).toLowerCase());
}
