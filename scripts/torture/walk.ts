import { type RequestDetail, requestDetail } from '../../src/domain/api/requests.ts';
import { eventsOf } from '../../src/domain/notifications/events.ts';
import type { ActionKey } from '../../src/domain/requests/actions.ts';
import type { Values } from '../../src/domain/requests/define.ts';
import type { Status } from '../../src/domain/requests/request.ts';
import type { App } from '../../src/server/http/app-type.ts';
import type { Random } from '../bench/random.ts';
import type { Company, Person } from './company.ts';

/** Requests that wander through the lifecycle, by the API, as people would have them do. */
export interface Walk {
  /** One change of one request. @returns how many events it told of; null when all have gone far enough */
  step(): Promise<number | null>;
}

interface Wanderer {
  readonly code: string;
  readonly requester: Person;
  readonly operator: Person;
  readonly qaAgent: Person;
  status: Status;
  version: number;
  isUpdateAsked: boolean;
  told: number;
}

interface Move {
  readonly by: Person;
  readonly action: ActionKey;
  readonly values?: Values;
}

/** So many are under way side by side: the first message of each is never long ago. */
const SIDE_BY_SIDE = 20;

export function startWalk(
  app: App,
  company: Company,
  random: Random,
  quota: { readonly requests: number; readonly events: number },
): Walk {
  const tellsEach = Math.ceil(quota.events / quota.requests);
  const wandering: Wanderer[] = [];
  let created = 0;
  let steps = 0;

  /** Recognisable in a message, and unpleasant to every markup there is. */
  const words = (): string => {
    steps += 1;
    return `Marker-${steps}- <b>&amp;</b> *so* _it_ is <!channel> [here](https://example.com/a_b)`;
  };

  const post = async (by: Person, url: string, payload: object): Promise<unknown> => {
    const answer = await app.inject({
      method: 'POST',
      url,
      headers: { cookie: by.cookie },
      payload,
    });
    if (answer.statusCode < 300) return answer.json();
    throw new Error(`${url} was answered ${answer.statusCode}: ${answer.payload}`);
  };

  const create = async (): Promise<number> => {
    created += 1;
    const requester = random.pick(company.requesters);
    const body = random.pick([
      {
        type: 'user_records',
        values: { partnerName: 'Northwind & <Sons>', link: 'https://example.com/users' },
      },
      {
        type: 'deactivation_toggle',
        values: {
          subType: 'toggle_off_invites',
          partnerName: 'Contoso',
          properties: ['Elm Court'],
        },
      },
    ]);
    const answer = await post(requester, '/api/requests', body);
    const { code, status } = answer as { code: string; status: Status };
    const told = eventsOf('create', status).length;
    wandering.push({
      code,
      requester,
      operator: random.pick(company.operators),
      qaAgent: random.pick(company.qaAgents),
      status,
      version: 1,
      isUpdateAsked: false,
      told,
    });
    return told;
  };

  const act = async (who: Wanderer): Promise<number> => {
    const from = who.status;
    const { by, action, values = {} } = random.pick(moves(who, company, random, words));
    const body = { version: who.version, values };
    const answer = await post(by, `/api/requests/${who.code}/actions/${action}`, body);
    remember(who, requestDetail.parse(answer));
    const told = eventsOf(action, who.status, from).length;
    who.told += told;
    return told;
  };

  const comment = async (who: Wanderer): Promise<number> => {
    const message = `@${random.pick(company.operators).username} please look: ${words()}`;
    await post(who.requester, `/api/requests/${who.code}/comments`, { message });
    who.told += 1;
    return 1;
  };

  return {
    async step() {
      const isRoom = wandering.length < SIDE_BY_SIDE && created < quota.requests;
      if (isRoom && (wandering.length === 0 || random.chance(0.3))) return create();
      if (wandering.length === 0) return null;
      const who = random.pick(wandering);
      const told = await (random.chance(0.05) ? comment(who) : act(who));
      if (who.told >= tellsEach) wandering.splice(wandering.indexOf(who), 1);
      return told;
    },
  };
}

function remember(who: Wanderer, detail: RequestDetail): void {
  who.status = detail.status;
  who.version = detail.version;
  who.isUpdateAsked = detail.updateRequestedAt !== null;
}

/** What can be done next; the way on is likelier than the way out. */
function moves(
  who: Wanderer,
  company: Company,
  random: Random,
  words: () => string,
): readonly Move[] {
  const { requester, operator, qaAgent } = who;
  const leader = random.pick(company.leaders);
  const talk: readonly Move[] = [
    ...(who.isUpdateAsked ? [] : [{ by: requester, action: 'ask_for_update' } as const]),
    { by: operator, action: 'give_update', values: { message: words() } },
  ];
  const cancel: Move = { by: requester, action: 'cancel', values: { reason: words() } };
  const block: Move = { by: operator, action: 'block', values: { reason: words() } };
  const reject: Move = { by: leader, action: 'reject', values: { reason: words() } };
  const done = { usersUpdated: 3, propertiesUpdated: 1, operatingNotes: 'Done' };
  switch (who.status) {
    case 'pending_approval':
      return [
        { by: leader, action: 'approve' },
        { by: leader, action: 'approve' },
        { by: leader, action: 'decline', values: { reason: words() } },
        ...talk,
      ];
    case 'pending': {
      const operate: Move = { by: operator, action: 'operate' };
      return [operate, operate, block, cancel, ...talk];
    }
    case 'in_progress': {
      const send: Move = { by: operator, action: 'send_to_qa', values: done };
      return [send, send, block, cancel, ...talk];
    }
    case 'qa_pending': {
      const start: Move = { by: qaAgent, action: 'start_qa' };
      return [start, start, cancel, ...talk];
    }
    case 'qa_in_progress': {
      const complete: Move = { by: qaAgent, action: 'complete', values: done };
      return [complete, complete, reject, cancel, ...talk];
    }
    case 'completed':
      return [reject];
    case 'cancelled':
      return [{ by: requester, action: 'uncancel' }];
    case 'blocked':
      return [{ by: requester, action: 'resolve', values: { message: words() } }, cancel];
    case 'scheduled':
      return [cancel];
  }
}
