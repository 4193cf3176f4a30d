/** Words that more than one page says. */
export const common = {
  product: 'Requests',
  cancel: 'Cancel',
  save: 'Save',
  saved: 'Saved',
  close: 'Close',
  tryAgain: 'Try again',
  copy: 'Copy',
  copied: 'Copied',
  none: 'None',
  inactive: 'inactive',
  system: 'The system',
  loading: 'Loading',
  backToStart: 'Back to start',
  updateAsked: 'An update was asked for',
  rejectedBefore: 'Rejected before',
  at: (when: string, zone: string) => `${when} ${zone}`,
} as const;

/** Whole pages and blocks that say why there is nothing to see. */
export const states = {
  notFoundTitle: 'There is nothing here',
  notFoundText:
    'The address may be mistyped, or what stood here is not yours to see. Nothing is broken.',
  notAllowedTitle: 'This page is not for your role',
  notAllowedText: 'Ask an admin if you need it for your work.',
  failedTitle: 'This could not be loaded',
  failedText: 'Something failed on our side. Trying again often helps.',
  reference: (id: string) => `Reference for support: ${id}`,
  serverDownTitle: 'The platform cannot be reached',
  serverDownText:
    'Either your connection is down or the platform is being restarted. Nothing you sent is lost.',
  serverDownRetry: (seconds: number) =>
    seconds <= 0 ? 'Trying again now' : `Trying again in ${seconds} s`,
  crashedTitle: 'This page stopped working',
  crashedText: 'The rest of the platform is fine. Load the page again to go on.',
  reload: 'Load the page again',
} as const;

/** How long ago or ahead, in one short word group. */
export const relative = {
  now: 'just now',
  minutesAgo: (n: number) => `${n} m ago`,
  hoursAgo: (n: number) => `${n} h ago`,
  yesterday: 'yesterday',
  daysAgo: (n: number) => `${n} d ago`,
  inMinutes: (n: number) => `in ${n} m`,
  inHours: (n: number) => `in ${n} h`,
  tomorrow: 'tomorrow',
  inDays: (n: number) => `in ${n} d`,
} as const;
