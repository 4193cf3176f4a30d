import type { useNavigate } from '@tanstack/react-router';
import {
  ChartColumn,
  FilePlus2,
  Keyboard,
  List,
  LogOut,
  type LucideIcon,
  Monitor,
  Moon,
  Settings2,
  Sun,
  UserRound,
} from 'lucide-react';
import type { Me } from '../../../domain/api/people.ts';
import { canAdminister, canCreate, canSeeReports } from '../../../domain/permissions.ts';
import { REQUEST_TYPES } from '../../../domain/requests/types/index.ts';
import { viewName, viewsFor } from '../../api/views.ts';
import { leave } from '../../ui/leave.ts';
import { showOverlay } from '../../ui/overlay.ts';
import { paletteWords as words } from '../../words/palette.ts';

export interface Command {
  readonly group: 'pages' | 'create' | 'actions';
  readonly label: string;
  readonly Icon: LucideIcon;
  readonly run: () => void;
}

interface Means {
  readonly navigate: ReturnType<typeof useNavigate>;
  readonly setColorScheme: (scheme: 'light' | 'dark' | 'auto') => void;
}

/** Only what this person may use. */
export function commandsFor(me: Me, { navigate, setColorScheme }: Means): readonly Command[] {
  return [
    ...viewsFor(me).map(
      (view): Command => ({
        group: 'pages',
        label: viewName(view),
        Icon: List,
        run: () => void navigate({ to: '/requests', search: { view } }),
      }),
    ),
    {
      group: 'pages',
      label: words.profile,
      Icon: UserRound,
      run: () => void navigate({ to: '/profile' }),
    },
    ...(canSeeReports(me) ? reportPages(navigate) : []),
    ...(canAdminister(me) ? adminPages(navigate) : []),
    ...REQUEST_TYPES.filter((type) => canCreate(me, type)).map(
      (type): Command => ({
        group: 'create',
        label: type.name,
        Icon: FilePlus2,
        run: () => void navigate({ to: '/new/$type', params: { type: type.key } }),
      }),
    ),
    action(words.themeLight, Sun, () => setColorScheme('light')),
    action(words.themeDark, Moon, () => setColorScheme('dark')),
    action(words.themeSystem, Monitor, () => setColorScheme('auto')),
    // The palette closes itself after a command: what opens another overlay waits for that.
    action(words.keys, Keyboard, () => setTimeout(() => showOverlay('keys'))),
    action(words.signOut, LogOut, () => void leave()),
  ];
}

function reportPages(navigate: Means['navigate']): readonly Command[] {
  return [
    page(words.reportsSummary, ChartColumn, () => void navigate({ to: '/reports/summary' })),
    page(words.reportsOperations, ChartColumn, () => void navigate({ to: '/reports/operations' })),
    page(words.reportsExports, ChartColumn, () => void navigate({ to: '/reports/exports' })),
  ];
}

function adminPages(navigate: Means['navigate']): readonly Command[] {
  return [
    page(words.adminUsers, Settings2, () => void navigate({ to: '/admin/users' })),
    page(words.adminImport, Settings2, () => void navigate({ to: '/admin/users/import' })),
    page(words.adminRequests, Settings2, () => void navigate({ to: '/admin/requests' })),
    page(words.adminNotifications, Settings2, () => void navigate({ to: '/admin/notifications' })),
    page(words.adminDeliveries, Settings2, () => void navigate({ to: '/admin/deliveries' })),
    page(words.adminPrices, Settings2, () => void navigate({ to: '/admin/prices' })),
    page(words.adminJobs, Settings2, () => void navigate({ to: '/admin/jobs' })),
    page(words.adminSettings, Settings2, () => void navigate({ to: '/admin/settings' })),
    page(words.adminAudit, Settings2, () => void navigate({ to: '/admin/audit' })),
  ];
}

function page(label: string, Icon: LucideIcon, run: () => void): Command {
  return { group: 'pages', label, Icon, run };
}

function action(label: string, Icon: LucideIcon, run: () => void): Command {
  return { group: 'actions', label, Icon, run };
}

/** Every word typed must occur in the label or the group's name. */
export function matching(commands: readonly Command[], text: string): readonly Command[] {
  const wanted = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return commands.filter(({ label, group }) => {
    const haystack = `${words[group]} ${label}`.toLowerCase();
    return wanted.every((word) => haystack.includes(word));
  });
}
