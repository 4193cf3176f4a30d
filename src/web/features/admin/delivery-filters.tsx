import { Button, TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import {
  CHANNEL_NAMES,
  type Channel,
  DELIVERY_STATE_NAMES,
  type DeliveryState,
  SUPPRESSED_REASONS,
  type SuppressedReason,
} from '../../../domain/notifications/deliveries.ts';
import { EVENT_NAMES, type OutboxEvent } from '../../../domain/notifications/events.ts';
import {
  chosenIn,
  DELIVERY_CHOICE_KEYS,
  DELIVERY_CHOICES,
  type DeliveryChoice,
  type DeliverySearch,
  hasDeliveryFilters,
  withDeliveryFilter,
} from '../../api/delivery-search.ts';
import { DeliveryDot } from '../../ui/delivery.tsx';
import { type Filter, FilterBar } from '../../ui/filters/filter-bar.tsx';
import { FilterOptions } from '../../ui/filters/filter-options.tsx';
import { deliveriesWords as words } from '../../words/deliveries.ts';
import { filterWords } from '../../words/filters.ts';
import { SendAllAgain } from './send-all-again.tsx';

interface DeliveryFiltersProps {
  readonly search: DeliverySearch;
  readonly hasRows: boolean;
}

/** Chips above the deliveries, and what may be done with all that they leave. */
export function DeliveryFilters({ search, hasRows }: DeliveryFiltersProps) {
  const navigate = useNavigate();
  const set = (key: DeliveryChoice | 'code', value: string) =>
    void navigate({
      to: '/admin/deliveries',
      search: withDeliveryFilter(search, key, value),
      replace: true,
    });
  const choices = DELIVERY_CHOICE_KEYS.map(
    (key): Filter<DeliveryChoice | 'code'> => ({
      key,
      name: words.filters[key],
      value: valueLabel(key, chosenIn(search, key)),
      isSet: search[key] !== undefined,
      editor: () => (
        <FilterOptions
          name={words.filters[key]}
          options={DELIVERY_CHOICES[key].map((value) => ({
            value,
            label: optionLabel(key, value),
          }))}
          chosen={chosenIn(search, key)}
          onChange={(chosen) => set(key, chosen.join(','))}
        />
      ),
      remove: () => set(key, ''),
    }),
  );
  const code: Filter<DeliveryChoice | 'code'> = {
    key: 'code',
    name: words.filters.code,
    value: search.code ?? filterWords.anything,
    isSet: search.code !== undefined,
    editor: (close) => (
      <CodeEditor
        code={search.code ?? ''}
        onChoose={(chosen) => {
          set('code', chosen);
          close();
        }}
      />
    ),
    remove: () => set('code', ''),
  };
  return (
    <FilterBar
      filters={[...choices, code]}
      clear={
        hasDeliveryFilters(search) && (
          <Button
            variant="subtle"
            color="gray"
            renderRoot={(props) => <Link to="/admin/deliveries" search={{}} {...props} />}
          >
            {filterWords.clear}
          </Button>
        )
      }
      end={hasRows && <SendAllAgain search={search} />}
    />
  );
}

function CodeEditor({ code, onChoose }: { code: string; onChoose: (code: string) => void }) {
  const [text, setText] = useState(code);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onChoose(text.trim().toUpperCase());
      }}
    >
      <TextInput
        data-autofocus
        label={words.filters.code}
        description={words.codeHelp}
        inputWrapperOrder={['label', 'input', 'description']}
        placeholder={words.codePlaceholder}
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </form>
  );
}

const LABELS: Record<DeliveryChoice, Readonly<Record<string, string>>> = {
  state: DELIVERY_STATE_NAMES,
  channel: CHANNEL_NAMES,
  event: EVENT_NAMES,
  reason: SUPPRESSED_REASONS,
};

function optionLabel(
  key: DeliveryChoice,
  value: DeliveryState | Channel | OutboxEvent | SuppressedReason,
): ReactNode {
  return (
    <>
      {key === 'state' && <DeliveryDot state={value as DeliveryState} />}
      {LABELS[key][value]}
    </>
  );
}

function valueLabel(key: DeliveryChoice, [first, ...rest]: readonly string[]): string {
  if (first === undefined) return filterWords.anything;
  const label = LABELS[key][first] ?? first;
  return rest.length === 0 ? label : filterWords.andMore(label, rest.length);
}
