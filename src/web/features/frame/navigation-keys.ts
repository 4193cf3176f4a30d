import { useNavigate } from '@tanstack/react-router';
import type { Me } from '../../../domain/api/people.ts';
import type { View } from '../../../domain/api/requests.ts';
import { viewsFor } from '../../api/views.ts';
import { useKey } from '../../ui/keys.ts';
import { showOverlay } from '../../ui/overlay.ts';
import { mayCreateAnything } from './may-create.ts';

/** `g` and a letter goes to a page, `c` starts a request, `?` explains; see `words/palette.ts`. */
export function useNavigationKeys(me: Me): void {
  const navigate = useNavigate();
  const views = viewsFor(me);
  const go = (view: View) => () => void navigate({ to: '/requests', search: { view } });
  useKey('g w', go('my_work'), views.includes('my_work'));
  useKey('g n', go('needs_approval'), views.includes('needs_approval'));
  useKey('g m', go('my_requests'), views.includes('my_requests'));
  useKey('g a', go('all'));
  useKey('g p', () => void navigate({ to: '/profile' }));
  useKey('c', () => void navigate({ to: '/new' }), mayCreateAnything(me));
  useKey('?', () => showOverlay('keys'));
  // On a list its own search field takes the key.
  useKey('/', () => showOverlay('palette'));
}
