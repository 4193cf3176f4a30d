import {
  type QueryClient,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { Site } from '../../domain/api/account.ts';
import type { SettingsBody, SettingsView } from '../../domain/api/settings.ts';
import { api } from './client.ts';
import { keys } from './queries.ts';

/** What admins decide for the whole platform, and of it what every page shows. */

const SITE_KEY = ['site'];
const SETTINGS_KEY = ['admin', 'settings'];
const SITE_FRESH_MS = 5 * 60_000;

/** What the server drew this page with; undefined where no admin has set anything. */
export const siteAtLoad = siteOfPage();
const pageLoadedAtMs = Date.now();
let known = siteAtLoad;

function siteOfPage(): Site | undefined {
  // Tests of what has no page import this too.
  if (typeof document === 'undefined') return undefined;
  const content = document.querySelector<HTMLMetaElement>('meta[name="site"]')?.content;
  return content === undefined ? undefined : (JSON.parse(content) as Site);
}

export const siteQuery = queryOptions({
  queryKey: SITE_KEY,
  queryFn: async ({ signal }) => {
    known = await api<Site>('/site', { signal, onSignedOut: 'fail' });
    return known;
  },
  // The first paint has the company's look. Also after the cache was emptied, for another person.
  initialData: () => known,
  initialDataUpdatedAt: pageLoadedAtMs,
  staleTime: SITE_FRESH_MS,
  gcTime: Number.POSITIVE_INFINITY,
  refetchOnWindowFocus: true,
});

/** The company's name and look, and how one gets an account; undefined until the server has said. */
export function useSite(): Site | undefined {
  return useQuery(siteQuery).data;
}

export const settingsQuery = queryOptions({
  queryKey: SETTINGS_KEY,
  queryFn: ({ signal }) => api<SettingsView>('/admin/settings', { signal }),
  refetchOnWindowFocus: 'always',
});

export function useSaveSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: SettingsBody) =>
      api<SettingsView>('/admin/settings', { method: 'PATCH', body }),
    onSuccess: (fresh) => takeOver(client, fresh),
  });
}

/** A picture, or null for none. */
export function useSetLogo() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (picture: File | null) => {
      if (picture === null) return api<SettingsView>('/admin/settings/logo', { method: 'DELETE' });
      const body = new FormData();
      body.append('file', picture, picture.name);
      return api<SettingsView>('/admin/settings/logo', { method: 'PUT', body });
    },
    onSuccess: (fresh) => takeOver(client, fresh),
  });
}

/** Everything that shows or enforces a setting follows at once. */
function takeOver(client: QueryClient, fresh: SettingsView): void {
  client.setQueryData(SETTINGS_KEY, fresh);
  const { companyName, accentColour, logoUrl, registrationDomains, environment } = fresh;
  known = { companyName, accentColour, logoUrl, registrationDomains, canMail: environment.canMail };
  client.setQueryData<Site>(SITE_KEY, known);
  for (const queryKey of [keys.session, keys.requests]) {
    void client.invalidateQueries({ queryKey });
  }
}
