export const unsubscribeWords = {
  title: 'Mails about requests',
  about: (event: string, email: string) => `Mails “${event}” to ${email}`,
  isOn: 'You get one whenever this happens to a request of yours or one you work on.',
  isMuted: 'Muted: no more of these mails are sent to you.',
  stays: 'Everything else stays as it is. All choices are in your profile.',
  mute: 'Mute these mails',
  undo: 'Undo',
  failed: 'This was not saved. Try again.',
  badTitle: 'This link does not work',
  badText:
    'It may have been cut off by the mail program. Copy the whole address, or choose in your profile what you want to be told.',
  toProfile: 'Open the profile',
} as const;
