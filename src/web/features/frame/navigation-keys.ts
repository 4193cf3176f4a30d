import { useNavigate } from '@tanstack/react-router';
import type { Me } from '../../../domain/api/people.ts';
import type { View } from '../../../domain/api/requests.ts';
import { canAdminister, canSeeReports } from '../../../domain/permissions.ts';
import { viewsFor } from '../../api/views.ts';
import { useFrameKey } from '../../ui/keys.ts';
import { showOverlay } from '../../ui/overlay.ts';
import { mayCreateAnything } from './may-create.ts';

/** `g` and a letter goes to a page, `c` starts a request, `?` explains; see `words/palette.ts`. */
export function useNavigationKeys(me: Me): void {
  const navigate = useNavigate();
  const views = viewsFor(me);
  const go = (view: View) => () => void navigate({ to: '/requests', search: { view } });
  useFrameKey('g w', go('my_work'), views.includes('my_work'));
  useFrameKey('g n', go('needs_approval'), views.includes('needs_approval'));
  useFrameKey('g m', go('my_requests'), views.includes('my_requests'));
  useFrameKey('g a', go('all'));
  useFrameKey('g r', () => void navigate({ to: '/reports/summary' }), canSeeReports(me));
  useFrameKey('g d', () => void navigate({ to: '/admin/users' }), canAdminister(me));
  useFrameKey('g p', () => void navigate({ to: '/profile' }));
  useFrameKey('c', () => void navigate({ to: '/new' }), mayCreateAnything(me));
  useFrameKey('?', () => showOverlay('keys'));
  // On a list its own search field takes the key.
  useFrameKey('/', () => showOverlay('palette'));
}
