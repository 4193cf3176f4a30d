import { Api } from 'grammy';
import type { ProviderFetch } from './provider-fetch.ts';

export interface TelegramApiOptions {
  readonly botToken: string;
  readonly apiUrl: string;
  readonly http: ProviderFetch;
}

/** Telegram's Bot API over connections of ours. Its timeout is theirs. */
export function telegramApi({ botToken, apiUrl, http }: TelegramApiOptions): Api {
  return new Api(botToken, {
    apiRoot: apiUrl.replace(/\/+$/, ''),
    // The client knows `fetch` as another library declares it; it reads no more than `json()`.
    fetch: http.fetch as unknown as NonNullable<ApiFetch>,
  });
}

type ApiFetch = NonNullable<ConstructorParameters<typeof Api>[1]>['fetch'];
