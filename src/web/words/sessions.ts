/** Where somebody is signed in: their profile and administration. */
export const sessionsWords = {
  list: 'Sessions',
  current: 'This one',
  since: 'Signed in',
  lastSeen: 'Last seen',
  end: 'End',
  endOf: (device: string) => `End the session: ${device}`,
  unknownDevice: 'Unknown device',
  on: (browser: string, system: string) => `${browser} on ${system}`,
} as const;
