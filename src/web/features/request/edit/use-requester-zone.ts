import { useQuery } from '@tanstack/react-query';
import type { RequestDetail } from '../../../../domain/api/requests.ts';
import { peopleQuery, useMe } from '../../../api/queries.ts';

/**
 * Days are meant where the requester is: the zone stored with a date, else theirs. Null while it is
 * being looked up; the viewer's own where it cannot be known (the server decides in any case).
 */
export function useRequesterZone(request: RequestDetail): string | null {
  const me = useMe();
  const { requester, scheduledTimezone } = request;
  const isKnown = scheduledTimezone !== null || requester.id === me.id;
  const people = useQuery({ ...peopleQuery({ search: requester.name }), enabled: !isKnown });
  if (scheduledTimezone !== null) return scheduledTimezone;
  if (isKnown || people.isError) return me.timezone;
  if (people.data === undefined) return null;
  return people.data.find(({ id }) => id === requester.id)?.timezone ?? me.timezone;
}
