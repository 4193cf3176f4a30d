import type { BrowserContext, ConsoleMessage, Response } from '@playwright/test';

/**
 * Nothing may go wrong unnoticed: errors on the console (a violation of the
 * Content-Security-Policy is one), exceptions nobody caught, answers that are failures.
 */
export interface Watch {
  readonly context: (context: BrowserContext) => void;
  /** The test provokes answers with these statuses, e.g. 409. */
  readonly expectStatus: (...statuses: readonly number[]) => void;
  /** The test takes the server away: requests that reach nobody are no surprise. */
  readonly expectNoConnection: () => void;
  readonly problems: () => readonly string[];
}

/** Chromium's own line about an answer; the answer itself is judged by its status. */
const ABOUT_AN_ANSWER = /^Failed to load resource: the server responded with a status of/;
/** The browser's line, and the router's about the error it shows a page for. */
const ABOUT_NO_ANSWER = /^(Failed to load resource: net::ERR_|Unreachable: )/;

export function watchPages(): Watch {
  const found: { readonly what: string; readonly status?: number; readonly offline?: true }[] = [];
  const expected = new Set<number>();
  let offlineExpected = false;

  const onConsole = (message: ConsoleMessage): void => {
    const text = message.text();
    if (message.type() !== 'error' || ABOUT_AN_ANSWER.test(text)) return;
    const what = `console: ${text}`;
    found.push(ABOUT_NO_ANSWER.test(text) ? { what, offline: true } : { what });
  };
  const onResponse = (response: Response): void => {
    const status = response.status();
    if (status < 400) return;
    found.push({ what: `${response.request().method()} ${response.url()}: ${status}`, status });
  };
  return {
    context: (context) => {
      context.on('console', onConsole);
      context.on('weberror', (error) => found.push({ what: `exception: ${error.error().stack}` }));
      context.on('response', onResponse);
    },
    expectStatus: (...statuses) => {
      for (const status of statuses) expected.add(status);
    },
    expectNoConnection: () => {
      offlineExpected = true;
    },
    problems: () =>
      found
        .filter(({ status }) => status === undefined || !expected.has(status))
        .filter(({ offline }) => offline === undefined || !offlineExpected)
        .map(({ what }) => what),
  };
}
