import { Link, useNavigate } from '@tanstack/react-router';
import type { MouseEvent } from 'react';
import type { UserRow } from '../../../../domain/api/users.ts';
import { ROLE_NAMES, TEAM_NAMES } from '../../../../domain/people.ts';
import { formatCount } from '../../../format.ts';
import { Initials } from '../../../ui/person.tsx';
import { RelativeTime } from '../../../ui/time.tsx';
import { usersWords as words } from '../../../words/users.ts';
import { GhostRows } from '../ghost-rows.tsx';
import rows from '../rows.module.css';
import { UserStateWord } from './user-state.tsx';
import classes from './users.module.css';

const COLUMNS = [
  { key: 'name', width: undefined },
  { key: 'email', width: undefined },
  { key: 'roles', width: 190 },
  { key: 'teams', width: 190 },
  { key: 'state', width: 128 },
  { key: 'lastSignIn', width: 108 },
  { key: 'sessions', width: 88 },
] as const;

/** `users` is null while the first answer is on its way: rows of the same height stand in. */
export function UserTable({ users }: { users: readonly UserRow[] | null }) {
  return (
    <div className={rows.scroll}>
      <table
        className={`${rows.table} ${classes.table}`}
        aria-label={words.table}
        aria-busy={users === null}
      >
        <colgroup>
          {COLUMNS.map(({ key, width }) => (
            <col key={key} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {COLUMNS.map(({ key }) => (
              <th key={key} scope="col" data-column={key}>
                {words.columns[key]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {users === null ? (
            <GhostRows columns={COLUMNS.map(({ key }) => key)} />
          ) : (
            users.map((user) => <Row key={user.id} user={user} />)
          )}
        </tbody>
      </table>
    </div>
  );
}

function Row({ user }: { user: UserRow }) {
  const navigate = useNavigate();
  const params = { id: String(user.id) };
  // The whole row is a large target for the mouse; the link is the one for everybody.
  const onRowClick = (click: MouseEvent) => {
    if (click.target instanceof Element && click.target.closest('a')) return;
    if (getSelection()?.isCollapsed === false) return;
    void navigate({ to: '/admin/users/$id', params });
  };
  const roles = user.roles.map((role) => ROLE_NAMES[role]).join(', ');
  const teams = user.teams.map((team) => TEAM_NAMES[team]).join(', ');
  return (
    <tr className={rows.row} onClick={onRowClick} data-gone={isGone(user) || undefined}>
      <td>
        <Link to="/admin/users/$id" params={params} className={classes.name} title={user.name}>
          <Initials name={user.name} />
          <span className={classes.nameText}>{user.name}</span>
        </Link>
      </td>
      <td title={emailOf(user)}>{emailOf(user)}</td>
      <td title={roles}>{roles}</td>
      <td title={teams}>{teams}</td>
      <td>
        <UserStateWord state={user.state} />
      </td>
      <td className={rows.dim}>
        {user.lastSignInAt === null ? words.never : <RelativeTime at={user.lastSignInAt} />}
      </td>
      <td data-column="sessions">{user.liveSessions > 0 && formatCount(user.liveSessions)}</td>
    </tr>
  );
}

/** Of an erased account the address is a stand-in that nobody should write to. */
export function emailOf({ state, email }: UserRow): string {
  return state === 'erased' ? '' : email;
}

/** Read more quietly: they are kept for what they did. */
export function isGone({ state }: UserRow): boolean {
  return state === 'deactivated' || state === 'erased';
}
