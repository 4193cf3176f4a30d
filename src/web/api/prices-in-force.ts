import { queryOptions } from '@tanstack/react-query';
import type { PricesInForce } from '../../domain/api/prices.ts';
import { api } from './client.ts';

/**
 * M5: the list in force, for readers of prices only (P4). Fetched anew by each form that shows a
 * price and forgotten with it: a list may be published at any time.
 */
export const pricesInForceQuery = queryOptions({
  queryKey: ['prices', 'in-force'],
  queryFn: ({ signal }) => api<PricesInForce>('/prices', { signal }),
  staleTime: 0,
  gcTime: 0,
  refetchOnWindowFocus: 'always',
});
