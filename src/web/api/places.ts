/**
 * Keyset paging in the address of a page whose endpoint only looks back: where each page after the
 * newest begins, down to the one shown, joined with commas.
 */
export interface Placed {
  readonly before?: string;
}

const PLACE = /^[1-9]\d{0,15}$/;

/** The places of an address, without what cannot be one; undefined on the newest page. */
export function readPlaces(raw: unknown): string | undefined {
  const places = typeof raw === 'string' ? raw.split(',').filter((part) => PLACE.test(part)) : [];
  return places.length === 0 ? undefined : places.join(',');
}

/** What the endpoint is asked: of the places, only the last one. */
export function lastPlace({ before }: Placed): { readonly before?: string } {
  const place = before?.split(',').at(-1);
  return place === undefined ? {} : { before: place };
}

export function olderThan<S extends Placed>(search: S, place: number): S {
  const before = search.before === undefined ? String(place) : `${search.before},${place}`;
  return { ...search, before };
}

/** Null on the newest page. */
export function newerThan<S extends Placed>(search: S): (Omit<S, 'before'> & Placed) | null {
  if (search.before === undefined) return null;
  const { before, ...filters } = search;
  const places = before.split(',').slice(0, -1);
  return places.length === 0 ? filters : { ...filters, before: places.join(',') };
}
