import type { Me } from '../../domain/api/people.ts';
import type { View } from '../../domain/api/requests.ts';
import { hasRole } from '../../domain/people.ts';
import { VIEW_RULES, viewSlices } from '../../domain/requests/views.ts';
import { VIEW_KEYS } from './list-search.ts';

/** The ready views that are for this person, in the rail's order. */
export function viewsFor(me: Me): readonly View[] {
  // Four eyes change what "My work" holds, not whose view it is.
  return VIEW_KEYS.filter((view) => viewSlices(view, me, { fourEyesQa: true }) !== null);
}

export function viewName(view: View): string {
  return VIEW_RULES[view].name;
}

/** Where somebody starts: the view with what waits for them. */
export function homeView(me: Me): View {
  if (hasRole(me, 'operator', 'qa_agent')) return 'my_work';
  if (hasRole(me, 'leadership')) return 'needs_approval';
  return hasRole(me, 'admin') ? 'all' : 'my_requests';
}
