/** Settings of the platform, for admins; what every page with settings says is in `settings.ts`. */
export const platformWords = {
  title: 'Settings',
  lead: 'What holds for the whole platform. Each change counts at once and stands in the audit log.',

  companyTitle: 'Company',
  companyLead: 'How the platform introduces itself, on every page and before the sign-in.',
  companyName: 'Name',
  companyNameHelp: 'Shown instead of “Requests”. Leave it empty for that.',
  accentColour: 'Accent colour',
  accentColourHelp:
    'Buttons, links and marks, e.g. #2f6fde. Leave it empty for the platform’s own.',
  accentPick: 'Pick the accent colour',
  ownColour: 'Use the platform’s own',
  preview: 'Preview',
  previewIn: { light: 'Light', dark: 'Dark' },
  previewButton: 'Button',
  previewLink: 'A link',
  previewSelected: 'Selected',
  adjusted: {
    light: 'In light, the shade is darker than chosen, so that text on it can be read.',
    dark: 'In dark, the shade differs from the one chosen, so that it can be seen and text on it be read.',
  },

  logo: 'Logo',
  logoHelp:
    'PNG, JPEG or WebP, at most 512 kB, made for a light background; in the dark appearance a light plate is put behind it. Counts as soon as it is chosen.',
  logoUpload: 'Upload a logo',
  logoReplace: 'Replace',
  logoRemove: 'Remove',
  logoTooLarge: 'The logo may have 512 kB. Choose a smaller picture.',
  logoChanged: 'The logo is changed',
  logoRemoved: 'The logo is removed',

  registrationTitle: 'Registration',
  registrationLead: 'Whether people may get an account by themselves.',
  registrationDomains: 'Email domains',
  registrationDomainsHelp:
    'One per line, or separated by commas. Leave it empty to have people by invitation only.',
  registrationExplains:
    'Whoever has an address of one of these domains may register on the sign-in page. They confirm the address by a link in a mail, then see only their own requests until an admin gives them a team or a role.',
  registrationNoMail:
    'No mail is configured where the platform runs: nobody can confirm an address until it is.',

  workTitle: 'Work',
  workLead: 'Rules that requests follow.',
  fourEyesQa: 'Four eyes at QA',
  fourEyesQaHelp:
    'The QA agent of a request must not be its operator. Switch it off for a small team in which one person does both. Whoever asked for a request can never approve it.',
  rejectWindowDays: 'Days to reject completed work',
  rejectWindowDaysHelp:
    'How long a requester may send completed work back. Leadership and admins always may.',
  targets: 'Target times',
  targetsHelp:
    'Within which a request of each type should be completed. They change no request; they decide which ones the operations report counts as late.',
  targetsFailed: 'The target times could not be loaded.',

  filesTitle: 'Files',
  filesLead: 'What people may attach to a request.',
  maxUpload: 'Largest file, in MB',
  maxUploadHelp: (most: string) =>
    `Where the platform runs, at most ${most} are allowed (MAX_UPLOAD_BYTES).`,

  notificationsTitle: 'Notifications',
  notificationsLead: 'Mailbox, approvers, time zone, channels and what is told where.',
  notificationsGo: 'Notification settings',

  environmentTitle: 'This installation',
  environmentLead: 'Decided where the platform runs; nothing of it can be changed here.',
  siteUrl: 'Address',
  fileStore: 'Files are kept in',
  fileStores: { folder: 'A folder of the server', s3: 'An S3-compatible store' },
  mail: 'Mail',
  mailOn: 'Configured',
  mailOff: 'Not configured: no invitations, resets or notifications by mail',
  mostUpload: 'Largest file allowed',
  release: 'Release',
} as const;
