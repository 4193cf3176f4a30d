import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { WhatIfAnswer } from '../../../../domain/api/prices.ts';
import { type CalendarDay, dayIn, instantFromEpochMs } from '../../../../domain/kernel/calendar.ts';
import { whatIfQuery } from '../../../api/prices.ts';
import { formatCalendarDay, formatCount } from '../../../format.ts';
import { useNowMs } from '../../../ui/now.ts';
import { ProgressLine } from '../../../ui/progress-line.tsx';
import { issuesOf } from '../../../ui/settings/issues-of.ts';
import { TextSkeleton } from '../../../ui/skeletons.tsx';
import { EmptyState, ErrorState } from '../../../ui/states.tsx';
import { whatIfWords as words } from '../../../words/prices.ts';
import { DayInput } from './day-input.tsx';
import classes from './prices.module.css';
import whatIfClasses from './what-if.module.css';
import { PERIOD_KEYS, type Period, type PeriodKey, periodOf } from './what-if-periods.ts';
import { WhatIfTables } from './what-if-tables.tsx';

interface WhatIfProps {
  readonly id: number;
  readonly revision: number;
  readonly name: string;
  /** Why it cannot be computed; null when it can. */
  readonly obstacle: string | null;
  /** The prices that stand on the page are on their way: the answer to those before is shown. */
  readonly isSaving?: boolean;
}

/** M5: a past period by this list. */
export function WhatIf({ id, revision, name, obstacle, isSaving = false }: WhatIfProps) {
  const titleId = useId();
  const nowMs = useNowMs();
  const today = dayIn('UTC', instantFromEpochMs(nowMs));
  const [chosen, setChosen] = useState<PeriodKey | 'own'>('lastMonth');
  const [own, setOwn] = useState<Period>(() => periodOf('lastMonth', today));
  /** The days that were asked for last. */
  const [asked, setAsked] = useState<Period>(own);
  const period = chosen === 'own' ? asked : periodOf(chosen, today);
  const answer = useQuery({
    ...whatIfQuery(id, revision, period),
    enabled: obstacle === null && !isSaving,
  });
  const errors = issuesOf(answer.error);
  const hasFieldErrors = errors.from !== undefined || errors.to !== undefined;
  return (
    <section aria-labelledby={titleId} className={classes.section}>
      <h2 id={titleId} className={classes.sectionTitle}>
        {words.title}
      </h2>
      <p className={classes.lead}>{name === '' ? words.leadUntitled : words.lead(name)}</p>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand in the row */}
      <div className={whatIfClasses.periods} role="group" aria-label={words.period}>
        {[...PERIOD_KEYS, 'own' as const].map((key) => (
          <Button
            key={key}
            variant={chosen === key ? 'light' : 'default'}
            aria-pressed={chosen === key}
            onClick={() => {
              if (key === 'own' && chosen !== 'own') {
                setOwn(period);
                setAsked(period);
              }
              setChosen(key);
            }}
          >
            {key === 'own' ? words.ownDays : words[key]}
          </Button>
        ))}
      </div>
      {chosen === 'own' && (
        <form
          noValidate
          className={whatIfClasses.ownDays}
          onSubmit={(event) => {
            event.preventDefault();
            if (own.from === asked.from && own.to === asked.to) void answer.refetch();
            setAsked({ from: own.from.trim(), to: own.to.trim() });
          }}
        >
          {(['from', 'to'] as const).map((side) => (
            <DayInput
              key={side}
              id={`${titleId}-${side}`}
              label={words[side]}
              value={own[side]}
              messages={errors[side] === undefined ? [] : [errors[side]]}
              first={'2000-01-01' as CalendarDay}
              onChange={(day) => setOwn((before) => ({ ...before, [side]: day }))}
            />
          ))}
          <Button type="submit" variant="default" className={whatIfClasses.show ?? ''}>
            {words.show}
          </Button>
        </form>
      )}
      {obstacle !== null ? (
        <p className={whatIfClasses.obstacle}>{obstacle}</p>
      ) : answer.isError ? (
        !hasFieldErrors && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : answer.data === undefined ? (
        <div aria-busy="true" className={classes.ghost}>
          <TextSkeleton width="40%" />
          <TextSkeleton width="72%" />
          <TextSkeleton width="64%" />
          <TextSkeleton width="70%" />
        </div>
      ) : (
        <Answer
          answer={answer.data.answer}
          period={answer.data.period}
          isOld={answer.isPlaceholderData || isSaving}
        />
      )}
      <ul className={whatIfClasses.definitions}>
        {words.definitions.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}

interface AnswerProps {
  readonly answer: WhatIfAnswer;
  readonly period: Period;
  /** Of the question before; the next one is on its way. */
  readonly isOld: boolean;
}

function Answer({ answer, period, isOld }: AnswerProps) {
  const { total, notPriced } = answer;
  return (
    <div className={whatIfClasses.answer} aria-busy={isOld}>
      {isOld && <ProgressLine />}
      <p className={whatIfClasses.days}>{words.days(dayText(period.from), dayText(period.to))}</p>
      {total.requests === 0 ? (
        <EmptyState title={words.none}>
          <p>{words.noneText}</p>
        </EmptyState>
      ) : (
        <WhatIfTables answer={answer} />
      )}
      {notPriced > 0 && (
        <p className={whatIfClasses.note}>
          {words.notPriced(formatCount(notPriced), notPriced === 1)}
        </p>
      )}
    </div>
  );
}

function dayText(day: string): string {
  return formatCalendarDay(day as CalendarDay);
}
