import { Button } from '@mantine/core';
import { useState } from 'react';
import type { PriceListDetail } from '../../../../domain/api/prices.ts';
import type { CalendarDay } from '../../../../domain/kernel/calendar.ts';
import type { OperationKey } from '../../../../domain/pricing/operations.ts';
import type { PriceField } from '../../../../domain/pricing/price-list.ts';
import { useWithdrawList } from '../../../api/prices.ts';
import { formatCalendarDay, formatCount } from '../../../format.ts';
import { Confirm } from '../../../ui/confirm.tsx';
import { Page } from '../../../ui/page.tsx';
import { Person } from '../../../ui/person.tsx';
import { RelativeTime } from '../../../ui/time.tsx';
import { showToast } from '../../../ui/toast.ts';
import { priceListsWords, priceListWords as words } from '../../../words/prices.ts';
import { BackToLists } from './back-to-lists.tsx';
import editorClasses from './editor.module.css';
import { ListHistory } from './list-history.tsx';
import { NewDraft } from './new-draft.tsx';
import { periodText } from './period-text.ts';
import { PriceDifference } from './price-difference.tsx';
import { PriceListStateWord } from './price-state.tsx';
import { PriceTable } from './price-table.tsx';
import classes from './prices.module.css';
import { WhatIf } from './what-if.tsx';

/** A published list: it does not change any more. */
export function PublishedView({ list, version }: { list: PriceListDetail; version: number }) {
  const { comparedWith } = list;
  const cell = (operation: OperationKey, field: PriceField) => {
    const price = list.prices[operation][field];
    return (
      <div className={editorClasses.cell}>
        <span className={classes.figures}>{price}</span>
        <PriceDifference
          field={field}
          was={comparedWith?.prices[operation][field] ?? null}
          is={price}
        />
      </div>
    );
  };
  return (
    <Page
      title={list.title}
      documentTitle={`${priceListsWords.versionNumber(version)}, ${list.title}`}
      lead={
        <span className={classes.headline}>
          <BackToLists />
          <span>{priceListsWords.versionNumber(version)}</span>
          <PriceListStateWord state={list.state} />
        </span>
      }
      maxWidth={1120}
    >
      <div className={classes.commands}>
        <NewDraft
          label={words.copy}
          variant="default"
          copyOf={{ id: list.id, version }}
          hasPublished
        />
        {list.state === 'upcoming' && <Withdraw list={list} version={version} />}
      </div>
      <dl className={classes.facts}>
        <div>
          <dt>{priceListsWords.period}</dt>
          <dd>{periodText(list)}</dd>
        </div>
        {list.publishedBy !== null && list.publishedAt !== null && (
          <div>
            <dt>{priceListsWords.publishedBy}</dt>
            <dd className={classes.who}>
              <Person person={list.publishedBy} />
              <span className={classes.dim}>
                <RelativeTime at={list.publishedAt} />
              </span>
            </dd>
          </div>
        )}
        <div>
          <dt>{priceListsWords.priced}</dt>
          <dd className={classes.figures}>{formatCount(list.pricedRequests)}</dd>
        </div>
      </dl>
      <section aria-label={words.prices} className={classes.section}>
        <h2 className={classes.sectionTitle}>{words.prices}</h2>
        <p className={classes.lead}>
          {comparedWith === null ? words.pricesFirst : words.pricesDifference(comparedWith.version)}
        </p>
        <PriceTable cell={cell} />
      </section>
      <WhatIf id={list.id} revision={list.revision} name={list.title} obstacle={null} />
      <ListHistory events={list.events} />
    </Page>
  );
}

function Withdraw({ list, version }: { list: PriceListDetail; version: number }) {
  const [isAsking, setAsking] = useState(false);
  const withdrawing = useWithdrawList(list.id);
  const close = (): void => {
    setAsking(false);
    withdrawing.reset();
  };
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {words.withdraw}
      </Button>
      <Confirm
        title={words.withdrawTitle(version)}
        submit={words.withdrawSubmit(version)}
        isOpen={isAsking}
        isBusy={withdrawing.isPending}
        failure={withdrawing.error}
        onClose={close}
        onSubmit={() =>
          withdrawing.mutate(undefined, {
            onSuccess: () => {
              close();
              showToast({ text: words.withdrawn(version) });
            },
          })
        }
      >
        <p>{words.withdrawText(formatCalendarDay((list.effectiveOn ?? '') as CalendarDay))}</p>
      </Confirm>
    </>
  );
}
