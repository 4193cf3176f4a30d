import '@mantine/spotlight/styles.layer.css';
import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useEffect, useId, useMemo, useState } from 'react';
import type { ListItem } from '../../../domain/api/requests.ts';
import { isCode } from '../../../domain/requests/codes.ts';
import { requestType } from '../../../domain/requests/types/index.ts';
import { isSearchable } from '../../api/list-search.ts';
import { requestsQuery, useMe } from '../../api/queries.ts';
import { StatusDot } from '../../ui/status.tsx';
import { paletteWords as words } from '../../words/palette.ts';
import { type Command, commandsFor, matching } from './commands.ts';
import { useFirstSelected } from './first-selected.ts';
import classes from './palette.module.css';

const FOUND_LIMIT = '10';
/** Entries take no focus of their own, so what scrolls them must (the list hands it to its scroll area). */
const SCROLLABLE = { viewportProps: { tabIndex: 0 } };

interface PaletteProps {
  /** What was typed while the palette was still on its way. */
  readonly takeTyped: () => string;
  readonly onClose: () => void;
}

export default function Palette({ takeTyped, onClose }: PaletteProps) {
  // One store per mounting: it opens with the component and closes with it.
  const [[store, { open }]] = useState(() => createSpotlight());
  const [query, setQuery] = useState('');
  const [typedAhead, setTypedAhead] = useState('');
  const me = useMe();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  useEffect(open, [open]);
  const text = query.trim();
  const found = useFound(text);
  const listId = useId();
  useFirstSelected(store, listId, found.requests, typedAhead);
  const commands = matching(commandsFor(me, { navigate, setColorScheme }), text);
  const code = text.toUpperCase();
  const startWithTyped = () => {
    const typed = takeTyped();
    if (typed === '') return;
    setQuery(typed);
    store.updateState((state) => ({ ...state, query: typed }));
    setTypedAhead(typed);
  };
  const openRequest = (wanted: string) =>
    void navigate({ to: '/requests/$code', params: { code: wanted } });

  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      attributes={{ content: { 'aria-label': words.title } }}
      scrollable
      maxHeight={420}
      transitionProps={{ duration: 0 }}
      overlayProps={{ blur: 0 }}
    >
      <Spotlight.Search
        placeholder={words.placeholder}
        aria-label={words.title}
        onFocus={startWithTyped}
        leftSection={<Search size={18} />}
      />
      <Spotlight.ActionsList id={listId} {...SCROLLABLE}>
        {isCode(code) && !found.requests.some((request) => request.code === code) && (
          <Spotlight.Action label={words.openCode(code)} onClick={() => openRequest(code)} />
        )}
        {found.requests.length > 0 && (
          <Spotlight.ActionsGroup label={words.requests}>
            {found.requests.map((request) => (
              <Spotlight.Action key={request.code} onClick={() => openRequest(request.code)}>
                <FoundRequest request={request} />
              </Spotlight.Action>
            ))}
            <Spotlight.Action
              label={words.searchAll(text)}
              onClick={() => void navigate({ to: '/requests', search: { view: 'all', q: text } })}
            />
          </Spotlight.ActionsGroup>
        )}
        {GROUPS.map((group) => (
          <CommandGroup key={group} group={group} commands={commands} />
        ))}
        {commands.length === 0 && found.requests.length === 0 && !isCode(code) && (
          <Spotlight.Empty>
            {found.isSearching ? words.searching : isSearchable(text) ? words.nothing : words.hint}
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

const GROUPS = ['pages', 'create', 'actions'] as const;

function CommandGroup({
  group,
  commands,
}: {
  group: Command['group'];
  commands: readonly Command[];
}) {
  const shown = commands.filter((command) => command.group === group);
  if (shown.length === 0) return null;
  return (
    <Spotlight.ActionsGroup label={words[group]}>
      {shown.map(({ label, Icon, run }) => (
        <Spotlight.Action
          key={label}
          label={label}
          leftSection={<Icon size={16} />}
          onClick={run}
        />
      ))}
    </Spotlight.ActionsGroup>
  );
}

function FoundRequest({ request }: { request: ListItem }) {
  const title = [requestType(request.type).name, request.variant, request.partnerName]
    .filter((part) => part !== null)
    .join(' – ');
  return (
    <span className={classes.found}>
      <StatusDot status={request.status} />
      <span className="mono">{request.code}</span>
      <span className={classes.foundTitle}>{title}</span>
    </span>
  );
}

/** The server's search, asked once typing pauses; nothing below three characters (D1). */
function useFound(text: string): { requests: readonly ListItem[]; isSearching: boolean } {
  const [settled] = useDebouncedValue(text, 180);
  const isWanted = isSearchable(text);
  const answer = useQuery({
    ...requestsQuery({ view: 'all', q: settled, limit: FOUND_LIMIT }),
    enabled: isWanted && isSearchable(settled),
  });
  // What was found for other words must not be what Enter opens.
  const isAnswered = isWanted && settled === text && !answer.isPlaceholderData;
  return {
    requests: useMemo(
      () => (isAnswered ? (answer.data?.requests.slice(0, 8) ?? []) : []),
      [isAnswered, answer.data],
    ),
    isSearching: isWanted && (answer.isFetching || settled !== text),
  };
}
