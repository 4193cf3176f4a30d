import { Combobox, Input, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type PeopleFilter, peopleQuery } from '../../api/queries.ts';
import { words } from '../../words/forms.ts';
import { useFormActions, useFormSurroundings } from '../form/form-context.ts';
import { Initials } from '../person.tsx';
import { FieldFrame } from './field-frame.tsx';
import classes from './fields.module.css';
import { frameOf, type WidgetProps } from './widget.ts';

/** The person behind an id; also for whoever needs more of them than the name. */
export function personQuery(filter: PeopleFilter, id: number) {
  return peopleQuery({ ...filter, id });
}

/** An active person by name; which ones are offered is the form's business. */
export function PersonField(props: WidgetProps<'person'>) {
  const { field, path, value, messages } = props;
  const { idOf, set, leave } = useFormActions();
  const { people: filterOf, describePerson } = useFormSurroundings();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [typed, setTyped] = useState<string | null>(null);
  const [search] = useDebouncedValue(typed ?? '', 200);
  const filter: PeopleFilter = filterOf(field);
  const client = useQueryClient();
  const id = typeof value === 'number' ? value : null;
  const known = useQuery({ ...personQuery(filter, id ?? 0), enabled: id !== null });
  const found = useQuery({
    ...peopleQuery({ ...filter, search }),
    enabled: combobox.dropdownOpened,
  });
  // Somebody who stands there already may be nobody one would choose now.
  const anyway = useQuery({
    ...peopleQuery({ id: id ?? 0 }),
    enabled: id !== null && known.data?.length === 0 && !known.isPlaceholderData,
  });
  const chosen =
    [...(known.data ?? []), ...(anyway.data ?? [])].find((person) => person.id === id) ?? null;
  const frame = frameOf(props, idOf(path));
  const aside = chosen === null ? undefined : describePerson(chosen);
  const text = typed ?? chosen?.name ?? '';
  return (
    <FieldFrame {...frame} aside={aside}>
      {(control) => (
        <Combobox
          store={combobox}
          onOptionSubmit={(id) => {
            const person = found.data?.find((candidate) => String(candidate.id) === id);
            if (person === undefined) return;
            // Known already: the name must not be asked for again.
            client.setQueryData(personQuery(filter, person.id).queryKey, { people: [person] });
            setTyped(null);
            set(path, person.id);
            combobox.closeDropdown();
          }}
        >
          <Combobox.Target>
            <Input
              {...control}
              error={messages.length > 0}
              leftSection={
                chosen !== null && typed === null ? <Initials name={chosen.name} /> : null
              }
              autoComplete="off"
              placeholder={words.people.placeholder}
              value={text}
              onChange={(event) => {
                setTyped(event.currentTarget.value);
                combobox.openDropdown();
                combobox.updateSelectedOptionIndex();
              }}
              onFocus={(event) => event.currentTarget.select()}
              onClick={() => combobox.openDropdown()}
              onBlur={() => {
                // Emptied: nobody. Half a name: the one chosen before.
                if (typed?.trim() === '') set(path, null);
                setTyped(null);
                combobox.closeDropdown();
                leave(path);
              }}
            />
          </Combobox.Target>
          <Combobox.Dropdown>
            <Combobox.Options mah={280} className={classes.options} aria-label={words.people.list}>
              {found.data?.map((person) => (
                <Combobox.Option value={String(person.id)} key={person.id}>
                  <span className={classes.person}>
                    <Initials name={person.name} />
                    <span>{person.name}</span>
                    <span className={classes.help}>{describePerson(person)}</span>
                  </span>
                </Combobox.Option>
              ))}
              {found.isPending && <Combobox.Empty>{words.people.searching}</Combobox.Empty>}
              {found.isError && <Combobox.Empty>{words.people.failed}</Combobox.Empty>}
              {found.data?.length === 0 && <Combobox.Empty>{words.people.none}</Combobox.Empty>}
            </Combobox.Options>
          </Combobox.Dropdown>
        </Combobox>
      )}
    </FieldFrame>
  );
}
