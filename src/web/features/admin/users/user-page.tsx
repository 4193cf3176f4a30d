import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { UserDetail } from '../../../../domain/api/users.ts';
import { userQuery } from '../../../api/users.ts';
import { Page } from '../../../ui/page.tsx';
import { Section } from '../../../ui/settings/section.tsx';
import { UnsavedGuard } from '../../../ui/settings/unsaved.tsx';
import { TextSkeleton } from '../../../ui/skeletons.tsx';
import { ErrorState, NotFound } from '../../../ui/states.tsx';
import { RelativeTime } from '../../../ui/time.tsx';
import { usersWords, userWords as words } from '../../../words/users.ts';
import { AccessSection } from './access-section.tsx';
import { EraseSection } from './erase-section.tsx';
import { ProfileSection } from './profile-section.tsx';
import { SessionsSection } from './sessions-section.tsx';
import { SignInSection } from './sign-in-section.tsx';
import classes from './user.module.css';
import { UserStateWord } from './user-state.tsx';
import { WorkSection } from './work-section.tsx';

const route = getRouteApi('/app/admin/users/$id');

/** Section 10: one account, and everything an admin may do with it. */
export function UserPage() {
  const { id } = route.useParams();
  return /^[1-9]\d{0,15}$/.test(id) ? <Loaded id={Number(id)} /> : <NotFound />;
}

function Loaded({ id }: { id: number }) {
  const { data: user, error, isError, refetch } = useQuery(userQuery(id));
  if (user !== undefined) return <User user={user} />;
  if (isError) return <ErrorState as="page" error={error} onRetry={() => void refetch()} />;
  return (
    <Page title={<Back />} documentTitle={usersWords.title} maxWidth={960}>
      <div aria-busy="true" className={classes.ghost}>
        {['30%', '80%', '76%', '82%', '70%', '78%', '74%', '81%'].map((width) => (
          <TextSkeleton key={width} width={width} />
        ))}
      </div>
    </Page>
  );
}

function User({ user }: { user: UserDetail }) {
  const isErased = user.state === 'erased';
  return (
    <Page
      title={user.name}
      documentTitle={user.name}
      maxWidth={960}
      lead={
        <div className={classes.head}>
          <Back />
          <UserStateWord state={user.state} />
          {!isErased && <span>{words.facts(user.username)}</span>}
          <span>
            {words.created}
            <RelativeTime at={user.createdAt} />
          </span>
        </div>
      }
    >
      {isErased ? (
        <div className={classes.erased}>
          <p>
            <strong>{words.erasedTitle}</strong>
          </p>
          <p>{words.erasedText}</p>
        </div>
      ) : (
        <UnsavedGuard>
          <ProfileSection user={user} />
          <AccessSection user={user} />
          <SignInSection user={user} />
          <SessionsSection user={user} />
        </UnsavedGuard>
      )}
      <WorkSection user={user} />
      <Section title={words.historyTitle} lead={words.historyLead}>
        <p>
          <Link to="/admin/audit" search={{ person: String(user.id) }}>
            {words.history}
          </Link>
        </p>
      </Section>
      {!isErased && <EraseSection user={user} />}
    </Page>
  );
}

function Back() {
  return (
    <Link to="/admin/users" className={classes.back}>
      <ArrowLeft size={14} aria-hidden="true" />
      {words.back}
    </Link>
  );
}
