import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import {
  AUDIT_ACTION_KEYS,
  AUDIT_ACTIONS,
  AUDIT_GROUPS,
  type AuditAction,
} from '../../../../domain/audit.ts';
import {
  AUDIT_CHOICES,
  type AuditChoice,
  type AuditFilter,
  type AuditSearch,
  auditChosen,
  hasAuditFilters,
  isAuditFilterSet,
  isAuditSearchable,
  withAuditFilter,
  withoutAuditFilter,
} from '../../../api/audit.ts';
import { peopleQuery } from '../../../api/queries.ts';
import { dayRangeLabel } from '../../../ui/filters/day-range-label.ts';
import { type Filter, FilterBar } from '../../../ui/filters/filter-bar.tsx';
import { FilterOptions } from '../../../ui/filters/filter-options.tsx';
import { PersonOptions } from '../../../ui/filters/person-options.tsx';
import { SearchField } from '../../../ui/filters/search-field.tsx';
import { nameOf } from '../../../ui/name-of.ts';
import { TextSkeleton } from '../../../ui/skeletons.tsx';
import { auditWords as words } from '../../../words/audit.ts';
import { filterWords } from '../../../words/filters.ts';
import { auditActionName } from './audit-entry.tsx';

const DayRangeEditor = lazy(() => import('../../../ui/filters/day-range.tsx'));
const CHIPS = ['group', 'action', 'person', 'dates'] as const satisfies readonly AuditFilter[];
type Chip = (typeof CHIPS)[number];

/** Search and chips above the log. */
export function AuditFilters({ search }: { search: AuditSearch }) {
  const navigate = useNavigate();
  const personName = usePersonName(search.person);
  const go = (next: AuditSearch) =>
    void navigate({ to: '/admin/audit', search: next, replace: true });
  const filters = CHIPS.map(
    (key): Filter<Chip> => ({
      key,
      name: words.filters[key],
      value: valueLabel(search, key, personName),
      isSet: isAuditFilterSet(search, key),
      editor: (close) => <Editor name={key} search={search} onChange={go} onClose={close} />,
      remove: () => go(withoutAuditFilter(search, key)),
    }),
  );
  return (
    <FilterBar
      filters={filters}
      start={
        <SearchField
          name={words.search}
          placeholder={words.searchPlaceholder}
          value={search.q ?? ''}
          isSearchable={isAuditSearchable}
          tooShort={words.searchTooShort}
          maxLength={100}
          onChange={(q) => go(withAuditFilter(search, { q }))}
        />
      }
      clear={
        hasAuditFilters(search) && (
          <Button
            variant="subtle"
            color="gray"
            renderRoot={(props) => <Link to="/admin/audit" search={{}} {...props} />}
          >
            {filterWords.clear}
          </Button>
        )
      }
    />
  );
}

interface EditorProps {
  readonly name: Chip;
  readonly search: AuditSearch;
  readonly onChange: (next: AuditSearch) => void;
  readonly onClose: () => void;
}

function Editor({ name, search, onChange, onClose }: EditorProps) {
  if (name === 'person') {
    return (
      <PersonOptions
        hint={words.personHint}
        onChoose={(id) => {
          onChange(withAuditFilter(search, { person: String(id) }));
          onClose();
        }}
      />
    );
  }
  if (name === 'dates') {
    return (
      <Suspense fallback={<TextSkeleton width={280} />}>
        <DayRangeEditor
          from={search.from}
          to={search.to}
          onChange={(range) =>
            onChange(
              range === null
                ? withoutAuditFilter(search, 'dates')
                : withAuditFilter(search, { ...range }),
            )
          }
        />
      </Suspense>
    );
  }
  return (
    <FilterOptions
      name={words.filters[name]}
      options={optionsOf(search, name).map((value) => ({ value, label: choiceLabel(name, value) }))}
      chosen={auditChosen(search, name)}
      onChange={(chosen) => onChange(withAuditFilter(search, { [name]: chosen.join(',') }))}
    />
  );
}

/** With subjects chosen, only their actions, and what is chosen besides: it has to be taken away somewhere. */
function optionsOf(search: AuditSearch, key: AuditChoice): readonly string[] {
  if (key === 'group' || search.group === undefined) return AUDIT_CHOICES[key];
  const groups = auditChosen(search, 'group');
  const chosen = auditChosen(search, 'action');
  return AUDIT_ACTION_KEYS.filter(
    (action) => groups.includes(AUDIT_ACTIONS[action].group) || chosen.includes(action),
  );
}

function choiceLabel(key: AuditChoice, value: string): string {
  if (key === 'action') return auditActionName(value as AuditAction);
  return AUDIT_GROUPS[value as keyof typeof AUDIT_GROUPS];
}

function valueLabel(search: AuditSearch, key: Chip, personName: string | null): string {
  if (key === 'dates') return dayRangeLabel(search.from, search.to);
  if (key === 'person') {
    return search.person === undefined ? filterWords.anything : (personName ?? filterWords.someone);
  }
  const [first, ...rest] = auditChosen(search, key);
  if (first === undefined) return filterWords.anything;
  const label = choiceLabel(key, first);
  return rest.length === 0 ? label : filterWords.andMore(label, rest.length);
}

/** Behind the id in the address. */
function usePersonName(id: string | undefined): string | null {
  const people = useQuery({ ...peopleQuery({ id: Number(id ?? 0) }), enabled: id !== undefined });
  const person = people.data?.find((each) => String(each.id) === id);
  return person === undefined ? null : nameOf(person);
}
