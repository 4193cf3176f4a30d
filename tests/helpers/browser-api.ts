import type { CreateBody, FileRef, RequestDetail } from '../../src/domain/api/requests.ts';
import type { ActionKey } from '../../src/domain/requests/actions.ts';
import type { RequestTypeKey, Values } from '../../src/domain/requests/define.ts';
import { as, type TestUser } from './actors.ts';

/** What a browser test takes as given is made here; what it tests goes through the page. */
export interface BrowserApi {
  readonly create: (
    type: RequestTypeKey,
    values: Values,
    more?: Pick<CreateBody, 'team' | 'onBehalfOf'>,
  ) => Promise<string>;
  readonly act: (code: string, action: ActionKey, values?: Values) => Promise<RequestDetail>;
  readonly detail: (code: string) => Promise<RequestDetail>;
  readonly upload: (name: string, content: Buffer) => Promise<string>;
  /** Any other call; fails unless it is answered with success. */
  readonly send: (method: string, path: string, body?: object) => Promise<unknown>;
}

export function browserApi(address: string, user: TestUser): BrowserApi {
  const call = async (method: string, path: string, init: RequestInit): Promise<unknown> => {
    const answer = await fetch(`${address}/api${path}`, {
      ...init,
      method,
      headers: { ...as(user), ...init.headers },
    });
    const body: unknown = answer.status === 204 ? null : await answer.json();
    if (answer.ok) return body;
    throw new Error(`${method} ${path} as ${user.name}: ${answer.status} ${JSON.stringify(body)}`);
  };
  const send: BrowserApi['send'] = (method, path, body) =>
    call(
      method,
      path,
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
    );
  const detail = async (code: string) => (await send('GET', `/requests/${code}`)) as RequestDetail;
  return {
    send,
    detail,
    create: async (type, values, more = {}) => {
      const answer = await send('POST', '/requests', { type, values, ...more });
      return (answer as { code: string }).code;
    },
    act: async (code, action, values = {}) => {
      const { version } = await detail(code);
      const path = `/requests/${code}/actions/${action}`;
      return (await send('POST', path, { version, values })) as RequestDetail;
    },
    upload: async (name, content) => {
      const body = new FormData();
      body.set('file', new File([new Uint8Array(content)], name));
      return ((await call('POST', '/files', { body })) as FileRef).id;
    },
  };
}
