import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleAlert } from 'lucide-react';
import type { PriceListSummary, PriceListsAnswer } from '../../../../domain/api/prices.ts';
import type { CalendarDay } from '../../../../domain/kernel/calendar.ts';
import { priceListsQuery } from '../../../api/prices.ts';
import { formatCalendarDay } from '../../../format.ts';
import { nameOf } from '../../../ui/name-of.ts';
import { Page } from '../../../ui/page.tsx';
import { EmptyState, ErrorState } from '../../../ui/states.tsx';
import { RelativeTime } from '../../../ui/time.tsx';
import { priceListsWords as words } from '../../../words/prices.ts';
import listsClasses from './lists.module.css';
import { NewDraft } from './new-draft.tsx';
import { NotPriced } from './not-priced.tsx';
import { PriceListsTable } from './price-lists-table.tsx';
import { PriceListStateWord } from './price-state.tsx';
import classes from './prices.module.css';

/** M2: every version, and the drafts of the next. */
export function PriceListsPage() {
  const answer = useQuery(priceListsQuery);
  const lists = answer.data?.lists;
  return (
    <Page
      title={words.title}
      documentTitle={words.title}
      lead={words.lead}
      maxWidth={1120}
      actions={
        lists !== undefined &&
        lists.length > 0 && (
          <NewDraft label={words.newDraft} hasPublished={lists.some(isPublished)} />
        )
      }
    >
      {answer.data !== undefined ? (
        <Loaded answer={answer.data} />
      ) : answer.isError ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <Skeleton aria-busy="true" height={320} radius={6} />
      )}
    </Page>
  );
}

function isPublished(list: PriceListSummary): boolean {
  return list.version !== null;
}

function Loaded({ answer }: { answer: PriceListsAnswer }) {
  const drafts = answer.lists.filter((list) => list.version === null);
  const versions = answer.lists.filter(isPublished);
  if (answer.lists.length === 0) {
    return (
      <EmptyState
        title={words.emptyTitle}
        actions={<NewDraft label={words.newDraft} hasPublished={false} />}
      >
        <p>{words.emptyText}</p>
      </EmptyState>
    );
  }
  return (
    <>
      {!versions.some(({ state }) => state === 'in_force') && (
        <NoneInForce drafts={drafts} versions={versions} />
      )}
      <NotPriced count={answer.notPriced} versions={versions} />
      {drafts.length > 0 && (
        <section aria-label={words.drafts} className={listsClasses.firstSection}>
          <h2 className={classes.sectionTitle}>{words.drafts}</h2>
          <ul className={listsClasses.drafts}>
            {drafts.map((draft) => (
              <Draft key={draft.id} draft={draft} />
            ))}
          </ul>
        </section>
      )}
      {versions.length > 0 && (
        <section aria-label={words.versions} className={listsClasses.firstSection}>
          <h2 className={classes.sectionTitle}>{words.versions}</h2>
          <PriceListsTable lists={versions} />
        </section>
      )}
    </>
  );
}

function Draft({ draft }: { draft: PriceListSummary }) {
  const title = draft.title || words.untitled;
  return (
    <li className={listsClasses.draft}>
      <PriceListStateWord state="draft" />
      <div className={listsClasses.draftText}>
        <p className={listsClasses.draftTitle} title={title}>
          {title}
        </p>
        <p className={classes.dim}>
          {draft.effectiveOn === null
            ? words.draftNoDay
            : words.draftFrom(formatCalendarDay(draft.effectiveOn as CalendarDay))}
          {' · '}
          {words.changed}
          <RelativeTime at={draft.updatedAt} />
          {words.by}
          {nameOf(draft.updatedBy)}
        </p>
      </div>
      <Button
        variant="default"
        aria-label={words.continueOf(title)}
        renderRoot={(props) => (
          <Link to="/admin/prices/$id" params={{ id: String(draft.id) }} {...props} />
        )}
      >
        {words.continueDraft}
      </Button>
    </li>
  );
}

/** Completing is refused: what to do about it. */
function NoneInForce(props: {
  readonly drafts: readonly PriceListSummary[];
  readonly versions: readonly PriceListSummary[];
}) {
  const next = props.versions
    .filter(({ state }) => state === 'upcoming')
    .sort((a, b) => ((a.effectiveOn ?? '') < (b.effectiveOn ?? '') ? -1 : 1))[0];
  const [draft] = props.drafts;
  return (
    <div className={listsClasses.alert} role="alert">
      <CircleAlert size={16} aria-hidden="true" />
      <div className={listsClasses.alertText}>
        <p className={listsClasses.alertTitle}>{words.noneInForceTitle}</p>
        <p>
          {words.noneInForceText}
          {next?.version != null &&
            next.effectiveOn !== null &&
            ` ${words.nextBegins(next.version, formatCalendarDay(next.effectiveOn as CalendarDay))}`}
        </p>
      </div>
      {draft !== undefined && (
        <Button
          renderRoot={(root) => (
            <Link to="/admin/prices/$id" params={{ id: String(draft.id) }} {...root} />
          )}
        >
          {words.continueOf(draft.title || words.untitled)}
        </Button>
      )}
    </div>
  );
}
