import { Button, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import type { PriceListDetail } from '../../../../domain/api/prices.ts';
import {
  type CalendarDay,
  dayIn,
  instantFromEpochMs,
  startOfDay,
} from '../../../../domain/kernel/calendar.ts';
import { ApiError } from '../../../api/client.ts';
import { useDiscardList, usePublishList } from '../../../api/prices.ts';
import { useMe } from '../../../api/queries.ts';
import { formatInstant } from '../../../format.ts';
import { Confirm } from '../../../ui/confirm.tsx';
import { FieldFrame } from '../../../ui/fields/field-frame.tsx';
import { controlId, focusById } from '../../../ui/form/focus.ts';
import { useNowMs, useViewerZone } from '../../../ui/now.ts';
import { Page } from '../../../ui/page.tsx';
import { useUnsaved } from '../../../ui/settings/unsaved.tsx';
import { showToast } from '../../../ui/toast.ts';
import { priceListsWords, whatIfWords, priceListWords as words } from '../../../words/prices.ts';
import { BackToLists } from './back-to-lists.tsx';
import { DayInput } from './day-input.tsx';
import { ConflictNotice, DraftIssues, SavedStatus } from './draft-notices.tsx';
import editorClasses from './editor.module.css';
import { ListHistory } from './list-history.tsx';
import { PriceEditor } from './price-editor.tsx';
import { PriceListStateWord } from './price-state.tsx';
import classes from './prices.module.css';
import { PublishDialog } from './publish-dialog.tsx';
import { type PriceDraft, usePriceDraft } from './use-price-draft.ts';
import { WhatIf } from './what-if.tsx';

/** A draft: its fields, what they would have done, and the way to publish them. */
export function DraftView({ list }: { list: PriceListDetail }) {
  const formId = useId();
  const draft = usePriceDraft(list);
  useUnsaved(draft.isDirty);
  const { comparedWith } = list;
  return (
    <Page
      title={draft.content.title === '' ? priceListsWords.untitled : draft.content.title}
      documentTitle={draft.content.title === '' ? priceListsWords.untitled : draft.content.title}
      lead={
        <span className={classes.headline}>
          <BackToLists />
          <PriceListStateWord state="draft" />
          <span>{words.draftLead}</span>
        </span>
      }
      maxWidth={1120}
    >
      <Commands formId={formId} list={list} draft={draft} />
      <ConflictNotice draft={draft} meId={useMe().id} />
      <DraftIssues formId={formId} draft={draft} />
      <Basics formId={formId} draft={draft} />
      <section aria-label={words.prices} className={classes.section}>
        <h2 className={classes.sectionTitle}>{words.prices}</h2>
        <p className={classes.lead}>
          {words.pricesHelp}{' '}
          {comparedWith === null ? words.pricesFirst : words.pricesInForce(comparedWith.version)}
        </p>
        <PriceEditor formId={formId} draft={draft} comparedWith={comparedWith} />
      </section>
      <WhatIf
        id={list.id}
        revision={draft.revision}
        name={draft.content.title}
        obstacle={obstacleOf(draft)}
        isSaving={!draft.isSaved}
      />
      <ListHistory events={list.events} />
    </Page>
  );
}

interface PartProps {
  readonly formId: string;
  readonly draft: PriceDraft;
}

/** Stay in sight while the table is scrolled. */
function Commands({ formId, list, draft }: PartProps & { list: PriceListDetail }) {
  const [asking, setAsking] = useState<'publish' | 'discard' | null>(null);
  const [isStoring, setStoring] = useState(false);
  const publishing = usePublishList(list.id);
  const discarding = useDiscardList(list.id);
  const navigate = useNavigate();
  const close = (): void => {
    setAsking(null);
    publishing.reset();
    discarding.reset();
    if (draft.theirs === null) draft.resume();
  };
  const ask = async (): Promise<void> => {
    draft.attempt();
    if (draft.unreadable.length + draft.missing.length > 0 || draft.theirs !== null) {
      // Once the summary stands.
      setTimeout(() => focusById(`${formId}-summary`));
      return;
    }
    setStoring(true);
    if (await draft.store()) setAsking('publish');
    setStoring(false);
  };
  const publish = () =>
    publishing.mutate(
      { revision: draft.revision, newestVersion: list.newestVersion },
      {
        onSuccess: ({ version }) => {
          void draft.finish();
          showToast({ text: words.published(version ?? 0) });
        },
        onError: (error) => {
          if (!(error instanceof ApiError) || error.problem.code !== 'validation_failed') return;
          draft.refuse(error.problem.issues ?? []);
        },
      },
    );
  const discard = async (): Promise<void> => {
    await draft.store();
    discarding.mutate(draft.revision, {
      onSuccess: () => {
        void draft.finish();
        showToast({ text: words.discarded });
        void navigate({ to: '/admin/prices', ignoreBlocker: true });
      },
    });
  };
  return (
    <div className={classes.commands}>
      <Button loading={isStoring} onClick={() => void ask()}>
        {words.publish}
      </Button>
      <Button variant="default" onClick={() => setAsking('discard')}>
        {words.discard}
      </Button>
      <SavedStatus draft={draft} />
      <PublishDialog
        list={list}
        isOpen={asking === 'publish'}
        isBusy={publishing.isPending}
        failure={publishing.error}
        onClose={close}
        onPublish={publish}
      />
      <Confirm
        title={words.discardTitle}
        submit={words.discardSubmit}
        tone="danger"
        isOpen={asking === 'discard'}
        isBusy={discarding.isPending}
        failure={discarding.error}
        onClose={close}
        onSubmit={() => void discard()}
      >
        <p>{words.discardText(draft.content.title || priceListsWords.untitled)}</p>
      </Confirm>
    </div>
  );
}

/** Title and effective day. */
function Basics({ formId, draft }: PartProps) {
  const zone = useViewerZone();
  const today = dayIn('UTC', instantFromEpochMs(useNowMs()));
  const messages = (path: string) =>
    draft.issues.filter((issue) => issue.path === path).map(({ message }) => message);
  const day = draft.content.effectiveOn;
  return (
    <div className={editorClasses.basics}>
      <FieldFrame
        id={controlId(formId, 'title')}
        label={words.name}
        required={false}
        messages={messages('title')}
      >
        {(control) => (
          <TextInput
            {...control}
            error={messages('title').length > 0}
            autoComplete="off"
            value={draft.typed.title ?? ''}
            onChange={(event) => draft.change({ title: event.currentTarget.value })}
            onBlur={() => draft.leave('title')}
          />
        )}
      </FieldFrame>
      <DayInput
        id={controlId(formId, 'effectiveOn')}
        label={words.effectiveOn}
        value={draft.typed.effectiveOn ?? ''}
        messages={messages('effectiveOn')}
        help={dayHelp(day, today, zone)}
        first={today}
        onChange={(effectiveOn) => draft.change({ effectiveOn })}
        onLeave={() => draft.leave('effectiveOn')}
      />
    </div>
  );
}

function dayHelp(day: CalendarDay | null, today: CalendarDay, zone: string): string {
  if (day === null) return words.effectiveHelp;
  if (day === today) return words.effectiveToday;
  const begins = startOfDay(day, 'UTC');
  const utc = `${formatInstant(begins, 'UTC')} UTC`;
  return zone === 'UTC'
    ? utc
    : `${utc}; ${words.effectiveLocal(formatInstant(begins, zone), zone)}`;
}

/** Why the draft cannot be computed with now. */
function obstacleOf(draft: PriceDraft): string | null {
  if (draft.unreadable.some(({ path }) => path.startsWith('prices.'))) return whatIfWords.wrong;
  const missing = draft.missing.filter(({ path }) => path.startsWith('prices.')).length;
  return missing > 0 ? whatIfWords.incomplete(missing) : null;
}
