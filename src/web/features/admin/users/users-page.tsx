import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import {
  nextUsers,
  previousUsers,
  type UserSearch,
  userParameters,
} from '../../../api/user-search.ts';
import { usersQuery } from '../../../api/users.ts';
import { formatCount } from '../../../format.ts';
import { Page } from '../../../ui/page.tsx';
import { Turns } from '../../../ui/turns.tsx';
import { pagingWords } from '../../../words/paging.ts';
import { usersWords as words } from '../../../words/users.ts';
import rows from '../rows.module.css';
import { RowsOrInstead } from '../rows-or-instead.tsx';
import { NewUser } from './new-user.tsx';
import { NoUsers } from './no-users.tsx';
import { UserCards } from './user-cards.tsx';
import { UserFilters } from './user-filters.tsx';
import { UserTable } from './user-table.tsx';
import classes from './users.module.css';
import { WaitingBanner } from './waiting-banner.tsx';

const route = getRouteApi('/app/admin/users');

/** Section 10: every account, by name; what narrows them is in the address. */
export function UsersPage() {
  const search = route.useSearch();
  const answer = useQuery(usersQuery(userParameters(search)));
  const users = answer.data?.users ?? null;
  const isEmpty = users?.length === 0;
  return (
    <Page
      title={words.title}
      documentTitle={words.title}
      layout="fill"
      actions={
        <>
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/admin/users/import" {...props} />}
          >
            {words.import}
          </Button>
          <NewUser />
        </>
      }
    >
      <UserFilters search={search} />
      {search.state !== 'waiting' && <WaitingBanner count={answer.data?.waiting ?? 0} />}
      <RowsOrInstead
        answer={answer}
        isEmpty={isEmpty}
        none={<NoUsers search={search} />}
        table={<UserTable users={users} />}
        cards={<UserCards users={users} />}
      />
      <Foot search={search} next={answer.data?.next ?? null} total={answer.data?.total ?? null} />
    </Page>
  );
}

interface FootProps {
  readonly search: UserSearch;
  readonly next: string | null;
  readonly total: number | null;
}

function Foot({ search, next, total }: FootProps) {
  const navigate = useNavigate();
  return (
    <div className={rows.foot}>
      <span className={classes.count} role="status">
        {total !== null && words.count(formatCount(total), total === 1)}
      </span>
      <Turns
        newer={previousUsers(search)}
        older={next === null ? null : nextUsers(search, next)}
        go={(page) => void navigate({ to: '/admin/users', search: page })}
        link={(page) => (props) => <Link to="/admin/users" search={page} {...props} />}
        labels={[pagingWords.previous, pagingWords.next]}
      />
    </div>
  );
}
