/** What every page says on which something is saved: profile and administration. */
export const settingsWords = {
  save: 'Save',
  saved: 'Saved',
  wait: (seconds: number) => `Too many attempts. Try again in ${seconds} s.`,
  unsavedTitle: 'Leave without saving?',
  unsavedText: 'What you changed here is not saved yet.',
  stay: 'Stay',
  leave: 'Leave',
  timezoneNothing: 'No time zone has this name',
  timezoneNow: (time: string, offset: string) => `It is ${time} there now, ${offset}`,
} as const;
