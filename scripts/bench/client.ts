import type { ListAnswer } from '../../src/domain/api/requests.ts';
import { BENCH_PASSWORD } from './fill.ts';
import type { BenchPerson } from './people.ts';

/** Calls outside the measurement: real sign-ins, and cursors far back in the list. */

/** Signs in over HTTP and returns the session's cookie. */
export async function signIn(address: string, person: BenchPerson): Promise<string> {
  const answer = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: person.email, password: BENCH_PASSWORD }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (!answer.ok || cookie === undefined) {
    throw new Error(`${person.email} could not sign in: ${answer.status} ${await answer.text()}`);
  }
  return cookie;
}

/** Walks towards the oldest request and keeps some of the cursors on the way. */
export async function deepCursors(
  address: string,
  cookie: string,
  pages: number,
): Promise<readonly string[]> {
  const cursors: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < pages; page += 1) {
    const place: string = cursor === null ? '' : `&cursor=${cursor}`;
    const answer = await fetch(`${address}/api/requests?limit=100${place}`, {
      headers: { cookie },
    });
    const { older } = (await answer.json()) as ListAnswer;
    if (older === null) break;
    cursor = older;
    cursors.push(cursor);
  }
  // The deeper half, thinned out.
  const deep = cursors.slice(Math.floor(cursors.length / 2));
  return deep.filter((_, index) => index % Math.ceil(deep.length / 100) === 0);
}
