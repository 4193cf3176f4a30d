import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { keys } from '../../api/queries.ts';
import { useSite } from '../../api/settings.ts';
import { Outside, OutsideTitle } from '../../ui/outside.tsx';
import { useDocumentTitle } from '../../ui/page.tsx';
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
    <Outside>
      <OutsideTitle title={words.title} lead={words.lead} />
      <SignInForm
        onSignedIn={(session) => {
          // Whatever an earlier person of this browser had loaded goes before the next one sees it.
          queryClient.clear();
          queryClient.setQueryData(keys.session, session);
          router.history.replace(back ?? '/');
        }}
      />
      <OtherWays />
    </Outside>
  );
}

/** Only what leads somewhere: without mail nobody gets a link, without listed domains nobody registers. */
function OtherWays() {
  const site = useSite();
  if (site?.canMail !== true) return null;
  return (
    <div className={classes.others}>
      <Link to="/forgot-password">{words.forgot}</Link>
      {site.registrationDomains.length > 0 && <Link to="/register">{words.register}</Link>}
    </div>
  );
}
