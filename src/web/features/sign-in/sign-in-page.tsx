import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { keys } from '../../api/queries.ts';
import { Logo } from '../../ui/logo.tsx';
import { useDocumentTitle } from '../../ui/page.tsx';
import { common } from '../../words/common.ts';
import { signInWords as words } from '../../words/sign-in.ts';
import classes from './sign-in.module.css';
import { SignInForm } from './sign-in-form.tsx';

const route = getRouteApi('/sign-in');

/** Returns to the page that asked for it. */
export function SignInPage() {
  const { back } = route.useSearch();
  const router = useRouter();
  const queryClient = useQueryClient();
  useDocumentTitle(words.title);
  return (
    <main className={classes.page}>
      <div className={classes.box}>
        <div className={classes.brand}>
          <Logo size={28} />
          <span>{common.product}</span>
        </div>
        <h1 className={classes.title}>{words.title}</h1>
        <p className={classes.lead}>{words.lead}</p>
        <SignInForm
          onSignedIn={(session) => {
            // Whatever an earlier person of this browser had loaded goes before the next one sees it.
            queryClient.clear();
            queryClient.setQueryData(keys.session, session);
            router.history.replace(back ?? '/');
          }}
        />
      </div>
    </main>
  );
}
