import type { View } from '../../domain/api/requests.ts';

export const paletteWords = {
  title: 'Search and commands',
  placeholder: 'Search requests, pages and actions',
  nothing: 'Nothing found',
  searching: 'Searching',
  hint: 'Type at least 3 characters to search requests',
  pages: 'Pages',
  requests: 'Requests',
  create: 'New request',
  actions: 'Actions',
  profile: 'Profile',
  reportsSummary: 'Reports: Cost and performance',
  reportsOperations: 'Reports: Operations',
  reportsExports: 'Reports: Exports',
  adminUsers: 'Admin: Users',
  adminImport: 'Admin: Import users',
  adminRequests: 'Admin: Requests',
  adminNotifications: 'Admin: Notifications',
  adminDeliveries: 'Admin: Deliveries',
  adminPrices: 'Admin: Price lists',
  adminJobs: 'Admin: Jobs',
  adminSettings: 'Admin: Settings',
  adminAudit: 'Admin: Audit log',
  themeLight: 'Switch to light',
  themeDark: 'Switch to dark',
  themeSystem: 'Follow the system’s appearance',
  keys: 'Keyboard shortcuts',
  signOut: 'Sign out',
  openCode: (code: string) => `Open ${code}`,
  searchAll: (text: string) => `List all requests with “${text}”`,
} as const;

interface KeyGroup {
  readonly name: string;
  readonly keys: readonly KeyLine[];
}
export interface KeyLine {
  readonly keys: readonly string[];
  readonly does: string;
  /** Left out for people who have no use for it. */
  readonly needs?: View | 'create' | 'reports' | 'admin';
}

const GROUPS: readonly KeyGroup[] = [
  {
    name: 'Everywhere',
    keys: [
      { keys: ['mod', 'K'], does: 'Search and commands' },
      { keys: ['c'], does: 'New request', needs: 'create' },
      { keys: ['/'], does: 'Search' },
      { keys: ['?'], does: 'This help' },
    ],
  },
  {
    name: 'Go to',
    keys: [
      { keys: ['g', 'w'], does: 'My work', needs: 'my_work' },
      { keys: ['g', 'n'], does: 'Needs approval', needs: 'needs_approval' },
      { keys: ['g', 'm'], does: 'My requests', needs: 'my_requests' },
      { keys: ['g', 'a'], does: 'All requests' },
      { keys: ['g', 'r'], does: 'Reports', needs: 'reports' },
      { keys: ['g', 'd'], does: 'Admin', needs: 'admin' },
      { keys: ['g', 'p'], does: 'Profile' },
    ],
  },
  {
    name: 'In a list',
    keys: [
      { keys: ['j'], does: 'Next row' },
      { keys: ['k'], does: 'Previous row' },
      { keys: ['Enter'], does: 'Open the row' },
      { keys: ['x'], does: 'Select the row' },
      { keys: ['Shift', 'x'], does: 'Select all rows up to it' },
      { keys: ['.'], does: 'Actions on the selected' },
      { keys: ['['], does: 'Newer page' },
      { keys: [']'], does: 'Older page' },
    ],
  },
  { name: 'On a request', keys: [{ keys: ['.'], does: 'Actions' }] },
];

export const keyHelp = {
  title: 'Keyboard shortcuts',
  note: 'Not while you type in a field.',
  modifier: { apple: '⌘', other: 'Ctrl' },
  groups: GROUPS,
} as const;
