import { canAdminister } from '../../../domain/permissions.ts';
import { useMe } from '../../api/queries.ts';
import { Area } from '../../ui/area.tsx';
import { NotFound } from '../../ui/states.tsx';
import { adminWords as words } from '../../words/admin.ts';

const PAGES = [
  { to: '/admin/users', label: words.users },
  { to: '/admin/requests', label: words.requests },
  { to: '/admin/notifications', label: words.notifications },
  { to: '/admin/deliveries', label: words.deliveries },
  { to: '/admin/prices', label: words.prices },
  { to: '/admin/jobs', label: words.jobs },
  { to: '/admin/settings', label: words.settings },
  { to: '/admin/audit', label: words.audit },
] as const;

/** P5: what only admins see, each page by its tab. */
export function AdminArea() {
  if (!canAdminister(useMe())) return <NotFound />;
  return <Area name={words.navigation} pages={PAGES} />;
}
