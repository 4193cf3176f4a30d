import { Link } from '@tanstack/react-router';
import { UserRoundPlus } from 'lucide-react';
import { formatCount } from '../../../format.ts';
import { usersWords as words } from '../../../words/users.ts';
import classes from './users.module.css';

/** People who registered themselves see nothing of others until an admin gives them a team. */
export function WaitingBanner({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <div className={classes.banner}>
      <UserRoundPlus size={16} aria-hidden="true" />
      <span>{words.waiting(formatCount(count), count === 1)}</span>
      <Link to="/admin/users" search={{ state: 'waiting' }}>
        {words.showWaiting}
      </Link>
    </div>
  );
}
