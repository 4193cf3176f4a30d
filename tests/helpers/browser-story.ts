import type { Team } from '../../src/domain/people.ts';
import type { RequestTypeKey, Values } from '../../src/domain/requests/define.ts';
import type { Status } from '../../src/domain/requests/request.ts';
import { requestType } from '../../src/domain/requests/types/index.ts';
import type { TestUser, UserOptions } from './actors.ts';
import type { BrowserApi } from './browser-api.ts';
import { contentOf } from './browser-content.ts';
import type { FormDriver } from './browser-form.ts';

export interface Story {
  readonly code: string;
  readonly requester: TestUser;
  readonly operator: TestUser;
  readonly qa: TestUser;
}

interface Tools {
  readonly person: (options?: UserOptions) => Promise<TestUser>;
  readonly api: (user: TestUser) => BrowserApi;
}

type Told = Exclude<Status, 'scheduled' | 'pending_approval'>;

/** A request of this type as it stands after the usual steps, with the people who took them. */
export async function story(
  { person, api }: Tools,
  type: RequestTypeKey,
  status: Told,
): Promise<Story> {
  const [team] = requestType(type).teams as readonly [Team, ...Team[]];
  const requester = await person({ teams: [team] });
  const operator = await person({ roles: ['operator'] });
  const qa = await person({ roles: ['qa_agent'] });
  const code = await api(requester).create(type, await contentOf(type, api(requester)));
  const told = { code, requester, operator, qa };
  if (status === 'pending') return told;
  if (status === 'cancelled') {
    await api(requester).act(code, 'cancel', { reason: 'Not needed any more.' });
    return told;
  }
  await api(operator).act(code, 'operate');
  if (status === 'blocked') {
    await api(operator).act(code, 'block', { reason: 'The **spreadsheet** has no dates.' });
  }
  if (status === 'blocked' || status === 'in_progress') return told;
  await api(operator).act(code, 'send_to_qa', await operationOf(type, api(operator)));
  if (status === 'qa_pending') return told;
  await api(qa).act(code, 'start_qa');
  if (status === 'qa_in_progress') return told;
  await api(qa).act(code, 'complete', await operationOf(type, api(qa)));
  return told;
}

/** What an operator records for `contentOf` of this type (section 5). */
export async function operationOf(type: RequestTypeKey, api: BrowserApi): Promise<Values> {
  switch (type) {
    case 'address_validation':
      return {
        validUnits: 40,
        invalidUnits: 2,
        propertiesUpdated: 0,
        assetsLink: 'https://example.com/assets',
        operatingNotes: 'Two units have no street.',
      };
    case 'stripe_disputes':
      return { premiumDisputes: 1, riDisputes: 1, notes: 'Both answered.' };
    case 'xml_files':
      return { rvicCsv: await api.upload('sc.csv', Buffer.from('Policy,State\nR-1,SC\n')) };
    default:
      return { usersUpdated: 2, propertiesUpdated: 1 };
  }
}

/** The same, typed into the form as an operator does. */
export async function fillOperation(form: FormDriver, type: RequestTypeKey): Promise<void> {
  switch (type) {
    case 'address_validation':
      await form.write('Valid units', '40');
      await form.write('Invalid units', '2');
      await form.write('Properties updated', '0');
      await form.write('Link to assets', 'https://example.com/assets');
      await form.pick('Assets uploaded', 'Yes');
      await form.write('Operating notes', 'Two units have no street.');
      return;
    case 'stripe_disputes':
      await form.write('Premium disputes', '1');
      await form.write('RI disputes', '1');
      await form.write('Notes', 'Both answered.');
      return;
    case 'xml_files':
      await form.attach('RVIC CSV', { name: 'sc.csv', content: 'Policy,State\nR-1,SC\n' });
      return;
    default:
      await form.write('Users updated', '2');
      await form.write('Properties updated', '1');
      await form.write('Operating notes', 'Done in the **portal**.');
  }
}
