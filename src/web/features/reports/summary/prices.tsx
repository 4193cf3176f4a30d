import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useId, useState } from 'react';
import type { PointsAnswer, SummaryAnswer } from '../../../../domain/api/reports.ts';
import type { RequestTypeKey } from '../../../../domain/requests/define.ts';
import { REQUEST_TYPES, requestType } from '../../../../domain/requests/types/index.ts';
import { pointsQuery, type SummarySearch } from '../../../api/reports.ts';
import { formatCount, formatInstant, formatMoney } from '../../../format.ts';
import { coordinateOf, scaleTo } from '../../../ui/charts/coordinate.ts';
import { Figure } from '../../../ui/charts/figure.tsx';
import { TYPE_HUES } from '../../../ui/charts/hues.ts';
import { Scatter } from '../../../ui/charts/scatter.tsx';
import { ProgressLine } from '../../../ui/progress-line.tsx';
import { ErrorState } from '../../../ui/states.tsx';
import { summaryWords as words } from '../../../words/summary.ts';
import shared from '../reports.module.css';
import classes from './summary.module.css';
import { dayLabels, placeOf } from './timeline.ts';

interface PricesProps {
  readonly answer: SummaryAnswer;
  readonly search: SummarySearch;
  readonly type: RequestTypeKey;
  readonly onType: (type: RequestTypeKey) => void;
}

/** D3: the final price of each completed request of one type over time; a point opens its request. */
export function Prices({ answer, search, type, onType }: PricesProps) {
  const id = useId();
  const points = useQuery(pointsQuery(search, type));
  const offered = search.type?.split(',') ?? [];
  return (
    <section aria-labelledby={id} className={classes.section}>
      <div className={classes.sectionHead}>
        <h2 id={id} className={classes.sectionTitle}>
          {words.prices}
        </h2>
        <NativeSelect
          aria-label={words.pricesType}
          size="xs"
          className={classes.control ?? ''}
          value={type}
          onChange={(event) => {
            const chosen = REQUEST_TYPES.find(({ key }) => key === event.currentTarget.value);
            if (chosen !== undefined) onType(chosen.key);
          }}
          data={REQUEST_TYPES.filter(
            ({ key }) => offered.length === 0 || offered.includes(key),
          ).map(({ key, name }) => ({ value: key, label: name }))}
        />
      </div>
      {points.isPlaceholderData && <ProgressLine />}
      {points.data !== undefined ? (
        <Drawn answer={points.data} period={answer.period} type={type} />
      ) : points.isError ? (
        <ErrorState error={points.error} onRetry={() => void points.refetch()} />
      ) : (
        <div className={classes.ghostChart} aria-busy="true" />
      )}
    </section>
  );
}

interface DrawnProps {
  readonly answer: PointsAnswer;
  readonly period: SummaryAnswer['period'];
  readonly type: RequestTypeKey;
}

function Drawn({ answer: { points, count }, period, type }: DrawnProps) {
  const router = useRouter();
  const { name } = requestType(type);
  if (count === 0) return <p className={classes.note}>{words.noPoints(name)}</p>;
  const largest = Math.max(...points.map(({ finalPrice }) => coordinateOf(finalPrice)));
  const open = (code: string) => void router.navigate({ to: '/requests/$code', params: { code } });
  return (
    <Figure
      name={words.pricesOf(name)}
      note={
        <>
          {points.length < count
            ? words.newest(formatCount(points.length), formatCount(count))
            : words.each(formatCount(count), count === 1)}{' '}
          <span className={classes.onScreen}>{words.opens}</span>
        </>
      }
      chart={
        <Scatter
          points={points.map(({ code, completedAt, finalPrice, partnerName }) => ({
            key: code,
            at: placeOf(completedAt, period),
            value: coordinateOf(finalPrice),
            href: router.buildLocation({ to: '/requests/$code', params: { code } }).href,
            tip: (
              <>
                <strong className="mono">{code}</strong> {formatMoney(finalPrice)}
                <br />
                {partnerName}
                {partnerName !== null && <br />}
                {formatInstant(completedAt, period.zone)}
              </>
            ),
          }))}
          scale={scaleTo(largest)}
          unit="$"
          labels={dayLabels(period)}
          hue={TYPE_HUES[type]}
          onOpen={open}
        />
      }
      table={(isShown) => (
        <PointTable
          points={points}
          zone={period.zone}
          name={words.pricesOf(name)}
          isShown={isShown}
        />
      )}
    />
  );
}

/** Two thousand rows at once would be slow to walk through and longer than anybody reads. */
const ROWS_AT_ONCE = 50;

interface PointTableProps {
  readonly points: PointsAnswer['points'];
  readonly zone: string;
  readonly name: string;
  readonly isShown: boolean;
}

function PointTable({ points, zone, name, isShown }: PointTableProps) {
  const [limit, setLimit] = useState(ROWS_AT_ONCE);
  const stop = isShown ? {} : { tabIndex: -1 };
  return (
    <>
      <table className={shared.table} aria-label={name}>
        <thead>
          <tr>
            <th scope="col">{words.request}</th>
            <th scope="col">{words.completedAt}</th>
            <th scope="col">{words.partner}</th>
            <th scope="col" className={shared.figure}>
              {words.finalPrice}
            </th>
          </tr>
        </thead>
        <tbody>
          {points.slice(0, limit).map(({ code, completedAt, finalPrice, partnerName }) => (
            <tr key={code}>
              <th scope="row">
                <Link
                  to="/requests/$code"
                  params={{ code }}
                  className={`mono ${classes.code}`}
                  {...stop}
                >
                  {code}
                </Link>
              </th>
              <td className={shared.instant}>{formatInstant(completedAt, zone)}</td>
              <td>{partnerName}</td>
              <td className={shared.figure}>{formatMoney(finalPrice)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {points.length > limit && (
        <>
          <p className={classes.onPaper}>{words.notListed(formatCount(points.length - limit))}</p>
          <Button
            size="xs"
            variant="default"
            mt={8}
            className={classes.control ?? ''}
            {...stop}
            onClick={() => setLimit(limit + ROWS_AT_ONCE * 4)}
          >
            {words.more(formatCount(Math.min(points.length - limit, ROWS_AT_ONCE * 4)))}
          </Button>
        </>
      )}
    </>
  );
}
