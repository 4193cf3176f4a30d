import { useQuery } from '@tanstack/react-query';
import type { LinkView } from '../../../domain/api/account.ts';
import { linkQuery } from '../../api/account.ts';
import { Outside, OutsideTitle } from '../../ui/outside.tsx';
import { useDocumentTitle } from '../../ui/page.tsx';
import { TextSkeleton } from '../../ui/skeletons.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { linkPageWords as words } from '../../words/account.ts';
import classes from './account.module.css';
import { ChoosePassword } from './choose-password.tsx';
import { ConfirmEmail } from './confirm-email.tsx';
import { LinkIsOver } from './link-is-over.tsx';
import { isOver } from './link-over.ts';
import { useLinkToken } from './token.ts';

/** Behind the link of a mail about somebody's account: what stands here is what the link is for. */
export function AccountLinkPage() {
  const token = useLinkToken();
  useDocumentTitle(words.documentTitle);
  return (
    <Outside>
      {token === '' ? (
        <OutsideTitle title={words.incompleteTitle} lead={words.incomplete} />
      ) : (
        <Opened key={token} token={token} />
      )}
    </Outside>
  );
}

function Opened({ token }: { token: string }) {
  const link = useQuery(linkQuery(token));
  if (link.data !== undefined) return <Purpose token={token} link={link.data} />;
  if (link.isError) {
    return isOver(link.error) ? (
      <LinkIsOver />
    ) : (
      <ErrorState error={link.error} onRetry={() => void link.refetch()} />
    );
  }
  return (
    <div aria-busy="true" className={classes.waiting}>
      <TextSkeleton width="70%" />
      <TextSkeleton />
      <TextSkeleton width="40%" />
    </div>
  );
}

function Purpose({ token, link }: { token: string; link: LinkView }) {
  switch (link.purpose) {
    case 'email_change':
      return <ConfirmEmail token={token} link={link} />;
    case 'invitation':
    case 'registration':
    case 'password_reset':
      return <ChoosePassword token={token} link={link} purpose={link.purpose} />;
  }
}
