import { REQUEST_TYPE_KEYS } from '../../src/domain/requests/define.ts';
import type { Call } from './order.ts';
import { seeded } from './random.ts';
import { instructionsText, PARTNERS, typeValues } from './texts.ts';

/** What is measured, by whom, and what it must reach (on two cores with 100,000 requests). */
export interface Scenario {
  /** Chosen with `--only`. */
  readonly group: string;
  readonly name: string;
  readonly sequences: readonly (readonly Call[])[];
  readonly target: { readonly perSecond?: number; readonly p99Ms?: number };
}

/** Session cookies of the people who click. */
export interface Cookies {
  readonly operator: string;
  readonly qaAgent: string;
  readonly leadership: string;
  readonly admin: string;
  readonly revenue: string;
  readonly accounting: string;
}

export interface Material {
  readonly cookies: Cookies;
  readonly codes: readonly string[];
  readonly deepCursors: readonly string[];
  /** The id of an operator with much work behind them. */
  readonly busyOperator: number;
}

const LIST = { perSecond: 1_000, p99Ms: 60 };
const SEARCH = { perSecond: 300 };

const get = (cookie: string, path: string): readonly Call[] => [
  { method: 'GET', path, cookie, expect: 200 },
];
const post = (cookie: string, path: string, body: unknown, expect: number): Call => ({
  method: 'POST',
  path,
  cookie,
  body: JSON.stringify(body),
  expect,
});

export function scenarios({
  cookies,
  codes,
  deepCursors,
  busyOperator,
}: Material): readonly Scenario[] {
  const { operator, qaAgent, leadership, admin, revenue, accounting } = cookies;
  const everybody = [operator, qaAgent, leadership, admin, revenue];
  const each = (users: readonly string[], queries: readonly string[]) =>
    queries.flatMap((query) => users.map((user) => get(user, `/api/requests?${query}`)));
  const search = (texts: readonly string[]) =>
    each(
      [operator, admin, revenue],
      texts.map((text) => `q=${encodeURIComponent(text)}`),
    );

  return [
    {
      group: 'list',
      name: 'list, unfiltered',
      sequences: each(everybody, ['limit=25']),
      target: LIST,
    },
    {
      group: 'list',
      name: 'list, member of a small team',
      sequences: each([accounting], ['limit=25']),
      target: LIST,
    },
    {
      group: 'list',
      name: 'list, ready views',
      sequences: [
        ...each([operator, qaAgent], ['view=my_work']),
        ...each([revenue, accounting], ['view=my_requests']),
        ...each([leadership], ['view=needs_approval']),
      ],
      target: LIST,
    },
    {
      group: 'filtered',
      name: 'list, filtered',
      sequences: each([operator, admin, revenue, accounting], filters(busyOperator)),
      target: LIST,
    },
    {
      group: 'deep',
      name: 'list, deep',
      sequences: each(
        [operator, admin],
        deepCursors.map((cursor) => `cursor=${cursor}`),
      ),
      target: LIST,
    },
    {
      group: 'search',
      name: 'search, a rare word',
      sequences: search(['zeppelin', 'quixotic', 'bergamot']),
      target: SEARCH,
    },
    {
      group: 'search',
      name: 'search, a common word',
      sequences: search(['portal', 'spreadsheet', 'north tower']),
      target: SEARCH,
    },
    {
      group: 'search',
      name: 'search, a partner',
      sequences: search(['quarry street homes', 'thistle apart', 'maple residential']),
      target: SEARCH,
    },
    {
      group: 'search',
      name: 'search, a person',
      sequences: search(['dana reyes', 'okafor', 'mei tan']),
      target: SEARCH,
    },
    {
      group: 'search',
      name: 'search, a code',
      sequences: search([...codes.slice(0, 40), 'UR-24Q2']),
      target: SEARCH,
    },
    {
      group: 'search',
      name: 'search, nothing to find',
      sequences: search(['nonesuchword', 'zzzz', 'vinegar street']),
      target: SEARCH,
    },
    {
      group: 'count',
      name: 'counts',
      sequences: [...everybody, accounting].flatMap((user) =>
        ['', 'status=blocked,in_progress', 'team=support&priority=high', 'q=portal'].map((query) =>
          get(user, `/api/requests/count?${query}`),
        ),
      ),
      target: { p99Ms: 80 },
    },
    {
      group: 'detail',
      name: 'detail',
      sequences: codes.flatMap((code) =>
        [operator, leadership].map((user) => get(user, `/api/requests/${code}`)),
      ),
      target: { perSecond: 1_500 },
    },
    {
      group: 'create',
      name: 'create',
      sequences: creations(revenue).map((creation) => [creation]),
      target: { perSecond: 300 },
    },
    {
      group: 'lifecycle',
      name: 'lifecycle (5 writes)',
      sequences: creations(revenue).map((creation) => lifecycle(creation, operator, qaAgent)),
      target: {},
    },
  ];
}

/** From "almost everything" to "almost nothing", alone and together. */
function filters(person: number): readonly string[] {
  return [
    ...REQUEST_TYPE_KEYS.map((type) => `type=${type}`),
    'status=pending',
    'status=blocked',
    'status=completed',
    'status=in_progress,qa_pending,qa_in_progress',
    'team=support',
    'team=compliance&status=completed',
    'priority=high',
    'priority=high&status=blocked',
    `person=${person}`,
    `person=${person}&status=completed&type=unit_transfer`,
    'from=2025-02-01&to=2025-02-28',
    'type=stripe_disputes,xml_files&status=cancelled',
  ];
}

/** Contents as varied as what is loaded, so that measuring leaves the database as it found it. */
function creations(cookie: string): readonly Call[] {
  const random = seeded(1);
  return Array.from({ length: 500 }, () => {
    const values = {
      ...typeValues('user_records', null, random),
      partnerName: random.pickUneven(PARTNERS),
      instructions: instructionsText(random),
      priority: 'normal',
    };
    return post(cookie, '/api/requests', { type: 'user_records', values }, 201);
  });
}

function lifecycle(creation: Call, operator: string, qaAgent: string): readonly Call[] {
  const action = (cookie: string, name: string, values: object): Call =>
    post(cookie, `/api/requests/$code/actions/${name}`, { version: '$version', values }, 200);
  const done = { usersUpdated: '2', propertiesUpdated: '1', operatingNotes: 'Added both.' };
  return [
    creation,
    action(operator, 'operate', {}),
    action(operator, 'send_to_qa', done),
    action(qaAgent, 'start_qa', {}),
    action(qaAgent, 'complete', done),
  ];
}
