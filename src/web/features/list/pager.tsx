import { Button, NativeSelect } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CountOf } from '../../../domain/api/requests.ts';
import {
  DEFAULT_PAGE_SIZE,
  type ListSearch,
  PAGE_SIZES,
  readListSearch,
} from '../../api/list-search.ts';
import { formatCount } from '../../format.ts';
import { useKey } from '../../ui/keys.ts';
import { listWords as words } from '../../words/list.ts';
import classes from './list.module.css';

interface PagerProps {
  readonly search: ListSearch;
  readonly newer: string | null;
  readonly older: string | null;
  readonly count: CountOf | null;
}

/** Keyset paging: neighbours only, by link, `[` and `]`. */
export function Pager({ search, newer, older, count }: PagerProps) {
  const navigate = useNavigate();
  const go = (cursor: string | null) => () => {
    if (cursor !== null) void navigate({ to: '/requests', search: { ...search, cursor } });
  };
  useKey('[', go(newer));
  useKey(']', go(older));
  return (
    <div className={classes.foot}>
      <div role="status" className={classes.count}>
        {count !== null &&
          words.count(`${formatCount(count.count)}${count.more ? '+' : ''}`, count.count === 1)}
      </div>
      <div className={classes.pager}>
        <NativeSelect
          className={classes.size ?? ''}
          size="xs"
          aria-label={words.pageSize}
          value={search.limit ?? DEFAULT_PAGE_SIZE}
          data={PAGE_SIZES.map((size) => ({ value: size, label: words.perPage(size) }))}
          onChange={(event) => {
            // A cursor is a place, not a page number: another size starts at the newest.
            const { cursor: _cursor, ...rest } = search;
            const limit = event.currentTarget.value;
            void navigate({ to: '/requests', search: readListSearch({ ...rest, limit }) });
          }}
        />
        <Turn search={search} cursor={newer} icon={<ChevronLeft size={14} />} label={words.newer} />
        <Turn
          search={search}
          cursor={older}
          icon={<ChevronRight size={14} />}
          isAfter
          label={words.older}
        />
      </div>
    </div>
  );
}

interface TurnProps {
  readonly search: ListSearch;
  readonly cursor: string | null;
  readonly icon: ReactNode;
  readonly isAfter?: boolean;
  readonly label: string;
}

function Turn({ search, cursor, icon, isAfter = false, label }: TurnProps) {
  const sections = isAfter ? { rightSection: icon } : { leftSection: icon };
  if (cursor === null) {
    return (
      <Button variant="default" size="xs" disabled {...sections}>
        {label}
      </Button>
    );
  }
  return (
    <Button
      variant="default"
      size="xs"
      renderRoot={(props) => <Link to="/requests" search={{ ...search, cursor }} {...props} />}
      {...sections}
    >
      {label}
    </Button>
  );
}
