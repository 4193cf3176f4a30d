import { useMediaQuery } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { PriceListSummary } from '../../../../domain/api/prices.ts';
import { formatCount } from '../../../format.ts';
import { nameOf } from '../../../ui/name-of.ts';
import { Person } from '../../../ui/person.tsx';
import { RelativeTime } from '../../../ui/time.tsx';
import { priceListsWords as words } from '../../../words/prices.ts';
import listsClasses from './lists.module.css';
import { periodText } from './period-text.ts';
import { PriceListStateWord } from './price-state.tsx';
import classes from './prices.module.css';

/** Published versions, the latest on top. */
export function PriceListsTable({ lists }: { lists: readonly PriceListSummary[] }) {
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, {
    getInitialValueInEffect: false,
  });
  if (isPhone) {
    return (
      <ul className={listsClasses.cards}>
        {lists.map((list) => (
          <li key={list.id} className={listsClasses.card}>
            <p className={listsClasses.cardHead}>
              <TitleLink list={list} />
              <PriceListStateWord state={list.state} />
            </p>
            <p className={classes.dim}>
              {words.versionNumber(list.version ?? 0)} · {periodText(list)}
            </p>
            <p className={classes.dim}>
              {words.requests(formatCount(list.pricedRequests), list.pricedRequests === 1)}
              {list.publishedBy !== null && ` · ${nameOf(list.publishedBy)}`}
            </p>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <table className={`${classes.table} ${listsClasses.lists}`} aria-label={words.table}>
      <thead>
        <tr>
          <th scope="col">{words.version}</th>
          <th scope="col">{words.listTitle}</th>
          <th scope="col">{words.state}</th>
          <th scope="col">{words.period}</th>
          <th scope="col">{words.published}</th>
          <th scope="col" className={classes.figure}>
            {words.priced}
          </th>
        </tr>
      </thead>
      <tbody>
        {lists.map((list) => (
          <tr key={list.id}>
            <td className={classes.figures}>{list.version}</td>
            <th scope="row">
              <TitleLink list={list} />
            </th>
            <td>
              <PriceListStateWord state={list.state} />
            </td>
            <td>{periodText(list)}</td>
            <td>
              {list.publishedBy !== null && list.publishedAt !== null && (
                <span className={classes.who}>
                  <Person person={list.publishedBy} />
                  <span className={classes.dim}>
                    <RelativeTime at={list.publishedAt} />
                  </span>
                </span>
              )}
            </td>
            <td className={classes.figure}>{formatCount(list.pricedRequests)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function TitleLink({ list }: { list: PriceListSummary }) {
  return (
    <Link
      to="/admin/prices/$id"
      params={{ id: String(list.id) }}
      className={listsClasses.titleLink}
      title={list.title}
    >
      {list.title}
    </Link>
  );
}
