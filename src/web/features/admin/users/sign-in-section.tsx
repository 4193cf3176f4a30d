import type { UserDetail } from '../../../../domain/api/users.ts';
import { Section } from '../../../ui/settings/section.tsx';
import { Moment } from '../../../ui/time.tsx';
import { userWords as words } from '../../../words/users.ts';
import { Deactivate } from './deactivate.tsx';
import { Reactivate } from './reactivate.tsx';
import { SendLink } from './send-link.tsx';
import classes from './user.module.css';

/** Whether somebody can sign in, the link that lets them, and what an admin can do about both. */
export function SignInSection({ user }: { user: UserDetail }) {
  const { state, lastSignInAt, registeredAt, openLink } = user;
  return (
    <Section title={words.stateTitle} lead={words.stateLead}>
      <p>{words.stateText[state]}</p>
      <dl className={classes.facts}>
        <dt>{words.lastSignIn}</dt>
        <dd>{lastSignInAt === null ? words.never : <Moment at={lastSignInAt} />}</dd>
        {registeredAt !== null && (
          <>
            <dt>{words.registered}</dt>
            <dd>
              <Moment at={registeredAt} />
            </dd>
          </>
        )}
        {openLink !== null && (
          <>
            <dt>{words.link[openLink.purpose]}</dt>
            <dd>
              <OpenLink link={openLink} />
            </dd>
          </>
        )}
      </dl>
      {state === 'deactivated' ? (
        <Reactivate user={user} />
      ) : (
        <div className={classes.actions}>
          <SendLink user={user} kind={state === 'invited' ? 'invite' : 'reset-password'} />
          <Deactivate user={user} />
        </div>
      )}
    </Section>
  );
}

function OpenLink({ link }: { link: NonNullable<UserDetail['openLink']> }) {
  const isOver = Date.parse(link.expiresAt) <= Date.now();
  return (
    <>
      {words.linkTo(link.email)}
      <br />
      <span className={classes.dim}>
        {link.mailedAt === null ? (
          <>
            {words.linkMade}
            <Moment at={link.createdAt} />, {words.linkNotMailed}
          </>
        ) : (
          <>
            {words.linkMailed}
            <Moment at={link.mailedAt} />
          </>
        )}
        , {isOver ? words.linkExpired : words.linkExpires}
        <Moment at={link.expiresAt} />
      </span>
    </>
  );
}
