import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MyAccount } from '../../../domain/api/account.ts';
import type { Me } from '../../../domain/api/people.ts';
import { myAccountQuery, useWithdrawEmail } from '../../api/account.ts';
import { failureText } from '../../ui/failure-text.ts';
import { useNowMs } from '../../ui/now.ts';
import { Section } from '../../ui/settings/section.tsx';
import { Moment } from '../../ui/time.tsx';
import { profileWords as words } from '../../words/profile.ts';
import { EmailForm } from './email-form.tsx';
import classes from './profile.module.css';

/** Section 1: the own email, changed with the password and a link sent to the new address. */
export function EmailSection({ me }: { me: Me }) {
  const { data: account } = useQuery(myAccountQuery);
  return (
    <Section title={words.emailTitle} lead={words.emailNote}>
      <p className={classes.value}>{account?.email ?? me.email}</p>
      {account !== undefined && <Change account={account} />}
    </Section>
  );
}

function Change({ account }: { account: MyAccount }) {
  const [isOpen, setOpen] = useState(false);
  if (!account.canMail) return <p className={classes.quiet}>{words.emailNoMail}</p>;
  if (isOpen) return <EmailForm email={account.email} onDone={() => setOpen(false)} />;
  return (
    <>
      {account.pendingEmail !== null && <Pending pending={account.pendingEmail} />}
      <div>
        <Button variant="default" onClick={() => setOpen(true)}>
          {words.emailChange}
        </Button>
      </div>
    </>
  );
}

function Pending({ pending }: { pending: NonNullable<MyAccount['pendingEmail']> }) {
  const withdrawing = useWithdrawEmail();
  const isOver = Date.parse(pending.expiresAt) <= useNowMs();
  return (
    <div className={classes.pending} role="status">
      <p>{words.emailWaits(pending.email)}</p>
      <p className={classes.quiet}>
        {isOver ? (
          words.emailExpired
        ) : (
          <>
            {words.emailExpires}
            <Moment at={pending.expiresAt} />
          </>
        )}
      </p>
      <div>
        <Button
          variant="default"
          size="xs"
          loading={withdrawing.isPending}
          onClick={() => withdrawing.mutate()}
        >
          {words.emailWithdraw}
        </Button>
      </div>
      {withdrawing.isError && (
        <p role="alert" className={classes.failed}>
          {failureText(withdrawing.error)}
        </p>
      )}
    </div>
  );
}
