import { Link } from '@tanstack/react-router';
import type { UserRow } from '../../../../domain/api/users.ts';
import { ROLE_NAMES, TEAM_NAMES } from '../../../../domain/people.ts';
import { formatCount } from '../../../format.ts';
import { Initials } from '../../../ui/person.tsx';
import { RelativeTime } from '../../../ui/time.tsx';
import { usersWords as words } from '../../../words/users.ts';
import { GhostCards } from '../ghost-rows.tsx';
import rows from '../rows.module.css';
import { UserStateWord } from './user-state.tsx';
import { emailOf, isGone } from './user-table.tsx';
import classes from './users.module.css';

/** The accounts at phone width. */
export function UserCards({ users }: { users: readonly UserRow[] | null }) {
  return (
    <ul
      className={`${rows.cards} ${classes.cards}`}
      aria-label={words.table}
      aria-busy={users === null}
    >
      {users === null ? (
        <GhostCards />
      ) : (
        users.map((user) => (
          <li key={user.id} className={rows.card} data-gone={isGone(user) || undefined}>
            <Card user={user} />
          </li>
        ))
      )}
    </ul>
  );
}

function Card({ user }: { user: UserRow }) {
  const access = [
    ...user.roles.map((role) => ROLE_NAMES[role]),
    ...user.teams.map((team) => TEAM_NAMES[team]),
  ].join(', ');
  return (
    <>
      <div className={rows.line}>
        <Link to="/admin/users/$id" params={{ id: String(user.id) }} className={classes.cardLink}>
          <Initials name={user.name} />
          <span className={classes.nameText}>{user.name}</span>
        </Link>
        <UserStateWord state={user.state} />
      </div>
      {emailOf(user) !== '' && <p className={classes.email}>{emailOf(user)}</p>}
      <div className={rows.line}>
        <span className={classes.access}>{access === '' ? words.noAccess : access}</span>
        <span className={rows.dim}>
          {user.lastSignInAt === null ? words.never : <RelativeTime at={user.lastSignInAt} />}
        </span>
      </div>
      {user.liveSessions > 0 && (
        <p className={classes.sessions}>
          {words.signedIn(formatCount(user.liveSessions), user.liveSessions === 1)}
        </p>
      )}
    </>
  );
}
