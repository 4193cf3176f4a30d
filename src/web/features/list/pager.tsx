import { NativeSelect } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { CountOf } from '../../../domain/api/requests.ts';
import {
  DEFAULT_PAGE_SIZE,
  type ListSearch,
  PAGE_SIZES,
  readListSearch,
} from '../../api/list-search.ts';
import { formatCount } from '../../format.ts';
import { Turns } from '../../ui/turns.tsx';
import { listWords as words } from '../../words/list.ts';
import classes from './list.module.css';

interface PagerProps {
  readonly search: ListSearch;
  readonly newer: string | null;
  readonly older: string | null;
  readonly count: CountOf | null;
}

/** How many there are, how many are shown, and the neighbouring pages. */
export function Pager({ search, newer, older, count }: PagerProps) {
  const navigate = useNavigate();
  const at = (cursor: string | null): ListSearch | null =>
    cursor === null ? null : { ...search, cursor };
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
        <Turns
          newer={at(newer)}
          older={at(older)}
          go={(page) => void navigate({ to: '/requests', search: page })}
          link={(page) => (props) => <Link to="/requests" search={page} {...props} />}
        />
      </div>
    </div>
  );
}
