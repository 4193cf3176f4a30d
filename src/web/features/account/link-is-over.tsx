import { Link } from '@tanstack/react-router';
import { useSite } from '../../api/settings.ts';
import { OutsideTitle } from '../../ui/outside.tsx';
import { linkPageWords as words } from '../../words/account.ts';
import classes from './account.module.css';

/** Says what to do instead, as far as this installation offers it. */
export function LinkIsOver() {
  const site = useSite();
  return (
    <>
      <OutsideTitle title={words.overTitle} lead={words.over} />
      <p className={classes.note}>{words.overInvitation}</p>
      <div className={classes.links}>
        <Link to="/sign-in">{words.signIn}</Link>
        {site?.canMail === true && (
          <>
            <Link to="/forgot-password">{words.forgot}</Link>
            {site.registrationDomains.length > 0 && <Link to="/register">{words.register}</Link>}
          </>
        )}
      </div>
    </>
  );
}
