import type { UserState } from '../../domain/accounts.ts';
import type { Role } from '../../domain/people.ts';

/** Accounts in administration. */

export const USER_STATE_NAMES: Record<UserState, string> = {
  active: 'Active',
  invited: 'Invited',
  waiting: 'Waiting',
  deactivated: 'Deactivated',
  erased: 'Erased',
};

const people = (count: string, isOne: boolean) => `${count} ${isOne ? 'person' : 'people'}`;

export const usersWords = {
  title: 'Users',
  table: 'Users',
  search: 'Search',
  searchPlaceholder: 'Name, username, email',
  searchTooShort: '',
  filters: { state: 'State', role: 'Role', team: 'Team', q: 'Text' },
  import: 'Import',
  columns: {
    name: 'Name',
    email: 'Email',
    roles: 'Roles',
    teams: 'Teams',
    state: 'State',
    lastSignIn: 'Last sign-in',
    sessions: 'Sessions',
  },
  never: 'Never',
  noAccess: 'None',
  signedIn: (sessions: string, isOne: boolean) =>
    isOne ? 'Signed in at 1 place' : `Signed in at ${sessions} places`,
  count: people,
  waiting: (count: string, isOne: boolean) =>
    isOne
      ? '1 person registered and waits for a team.'
      : `${people(count, isOne)} registered and wait for a team.`,
  showWaiting: 'Show who waits',
  noneTitle: 'No user matches',
  noneText: 'Together these filters leave nobody. Loosen one of them:',
  loosen: { q: 'Any text', state: 'Any state', role: 'Any role', team: 'Any team' },
  noneWaitTitle: 'Nobody waits',
  noneWaitText: 'Whoever registers stands here until somebody gives them a team or a role.',
  pageTitle: 'Nobody on this page',
  pageText: 'The people who stood here have moved on.',
  firstPage: 'Go to the first page',
} as const;

/** Roles and teams, where an admin gives them. */
export const accessWords = {
  roles: 'Roles',
  teams: 'Requester teams',
  role: {
    operator: 'Takes requests, does the work and sends it to QA. Sees every request.',
    qa_agent: 'Checks the work, completes or rejects it. Sees every request.',
    leadership: 'Approves requests, sees prices and reports. Sees every request.',
    admin: 'Manages users, prices and settings. Sees everything, costs included.',
  } satisfies Record<Role, string>,
  team: (types: string) => `Sees the team’s requests. Creates ${types}.`,
  none: 'Without a role or team they can sign in, and see only requests of their own.',
} as const;

export const newUserWords = {
  title: 'New user',
  email: 'Email',
  firstName: 'First name',
  lastName: 'Last name',
  username: 'Username',
  usernameHelp: 'Leave it empty to take it from the email.',
  invite: 'Send an invitation by mail',
  inviteHelp: 'A link to choose a password. Without it they cannot sign in yet.',
  inviteLink: 'Make an invitation link',
  inviteLinkHelp:
    'Mail is not set up here: the link to choose a password is shown once, for you to hand over.',
  emailMissing: 'Enter an email',
  submit: 'Create user',
  created: (name: string) => `${name} has an account.`,
  invited: (email: string) => `The invitation to ${email} is on its way.`,
  linkTitle: (name: string) => `${name} has an account`,
  done: 'Go to the account',
} as const;

/** A one-time link for an admin to hand over, where mail is not set up. */
export const linkWords = {
  lead: 'Mail is not set up here. Hand this link over yourself, in a way only they can read:',
  field: 'Link',
  once: (when: string) => `It is shown only now, works once and expires ${when}.`,
  copy: 'link',
} as const;

export const userWords = {
  back: 'Users',
  facts: (username: string) => `@${username}`,
  created: 'Account made ',
  profileTitle: 'Profile',
  profileLead: 'How others see them, and where mails go.',
  timezone: 'Time zone',
  timezoneHelp: 'Times are shown in it, and scheduled days begin in it.',
  slack: 'Slack member ID',
  slackHelp: 'It starts with U or W. With it, Slack messages can mention them.',
  telegram: 'Telegram',
  telegramLinked: 'Linked by them',
  telegramNotLinked: 'Not linked',
  emailHelp: 'They sign in with it from then on. The old and the new address get a mail.',

  accessTitle: 'Roles and teams',
  accessLead: 'What they may see and do. It holds from their next click.',

  stateTitle: 'Sign-in',
  stateLead: 'Whether they can sign in, and how they get a password.',
  stateText: {
    active: 'Can sign in.',
    invited: 'Has not chosen a password yet, and cannot sign in until then.',
    waiting: 'Registered and can sign in, but has no role and no team yet. Give one above.',
    deactivated: 'Cannot sign in. Their requests stay whole and say so.',
    erased: '',
  } satisfies Record<UserState, string>,
  lastSignIn: 'Last sign-in',
  never: 'Never',
  registered: 'Registered',
  link: {
    invitation: 'Invitation',
    password_reset: 'Password reset',
    email_change: 'Change of email',
  },
  linkTo: (email: string) => `to ${email}`,
  linkMade: 'made ',
  linkMailed: 'mailed ',
  linkNotMailed: 'not mailed',
  linkExpires: 'expires ',
  linkExpired: 'expired ',
  invite: 'Send an invitation',
  inviteAgain: 'Invite again',
  inviteDialog: {
    title: (name: string) => `Invite ${name}?`,
    text: (email: string) => `A mail to ${email} brings a link to choose a password.`,
    textLink:
      'Mail is not set up here: the link to choose a password is shown once, for you to hand over.',
    besides: 'Earlier links stop working.',
    submit: 'Send the invitation',
    submitLink: 'Make the link',
    done: (email: string) => `The invitation to ${email} is on its way.`,
    toldTitle: (name: string) => `Invitation for ${name}`,
  },
  resetPassword: 'Reset password',
  resetDialog: {
    title: (name: string) => `Reset the password of ${name}?`,
    text: (email: string) => `A mail to ${email} brings a link to choose a new one.`,
    textLink:
      'Mail is not set up here: the link to choose a new one is shown once, for you to hand over.',
    besides: 'Until they do, the present password still works. Earlier links stop working.',
    submit: 'Send the link',
    submitLink: 'Make the link',
    done: (email: string) => `The link to ${email} is on its way.`,
    toldTitle: (name: string) => `New password for ${name}`,
  },
  deactivate: 'Deactivate',
  deactivateTitle: (name: string) => `Deactivate ${name}?`,
  deactivateText: (sessions: number) =>
    sessions === 0
      ? 'They can no longer sign in, and get no more messages.'
      : `They are signed out at once (${sessions === 1 ? '1 session' : `${sessions} sessions`}), can no longer sign in, and get no more messages.`,
  deactivateSelf: 'This is your own account: you are signed out at once.',
  deactivateStays: 'Their requests and their history stay as they are. You can reactivate them.',
  deactivateWork: (count: number) =>
    count === 1
      ? 'They have 1 request in hand: unassign it, so that somebody else can take it.'
      : `They have ${count} requests in hand: unassign them, so that somebody else can take them.`,
  deactivateSubmit: 'Deactivate',
  deactivated: (name: string) => `${name} can no longer sign in.`,
  reactivate: 'Reactivate',
  reactivated: (name: string) => `${name} can sign in again.`,
  erase: 'Erase',
  eraseLead: 'For good, when the person asks for it or the law does. Otherwise deactivate.',
  eraseSelf: 'You cannot erase yourself. Another admin can.',
  eraseButton: 'Erase this account',
  eraseTitle: (name: string) => `Erase ${name}?`,
  eraseText:
    'Their name, email, Slack and Telegram are removed for good, and they can never sign in again. Everywhere, history included, they become “Former user”. What they did stays. This cannot be undone.',
  eraseConfirm: (username: string) => `Type ${username} to confirm`,
  eraseMismatch: (username: string) => `Type ${username}, exactly as it stands here`,
  eraseSubmit: 'Erase for good',
  erased: 'The account is erased.',
  erasedTitle: 'This account was erased',
  erasedText:
    'Nothing that names the person is kept. Their requests and what they did stay, as by this former user.',

  sessionsTitle: 'Sessions',
  sessionsLead: 'Where they are signed in. An ended one asks for the password again.',
  noSessions: 'Not signed in anywhere.',
  endAll: 'End all sessions',
  endOthers: 'Sign out everywhere else',
  endAllTitle: (name: string) => `Sign ${name} out everywhere?`,
  endOthersTitle: 'Sign out everywhere else?',
  endAllText: 'What is being typed there stays on the screen until somebody signs in again.',
  endedAll: (name: string) => `${name} is signed out everywhere.`,
  endedOthers: 'You are signed out everywhere else.',

  workTitle: 'Open requests',
  workLead: 'Not completed and not cancelled. In hand is what they are working on now.',
  work: { requested: 'Requested', operating: 'In progress as operator', checking: 'In QA' },
  showWork: 'Show their open requests',
  showInHand: 'Show what they have in hand',
  noWork: 'None',

  historyTitle: 'Audit log',
  historyLead: 'Sign-ins, changes of the account, and what they changed as an admin.',
  history: 'Show the entries of this person',
} as const;

export const importWords = {
  title: 'Import users',
  lead: 'One user per row of a CSV file. Nothing is created before you have seen what would be.',
  fileTitle: 'File',
  fileLead: 'With a header. Only email is required.',
  columns: 'Columns',
  severalHelp: (roles: string, teams: string) =>
    `Several roles or teams are separated by spaces, semicolons or bars. Roles: ${roles}. Teams: ${teams}.`,
  limits: (rows: string, size: string) => `At most ${rows} rows and ${size}.`,
  template: 'Download a template',
  templateName: 'users-template.csv',
  drop: 'Drop a CSV file here, or',
  dropNow: 'Drop it here',
  choose: 'choose one',
  chooseFile: 'CSV file',
  replace: 'Choose another',
  paste: 'Or paste rows',
  pasteHelp: 'From a spreadsheet or a text file, header included.',
  remove: 'Remove the file',
  missing: 'Choose a file or paste rows',
  tooLarge: (name: string, size: string, limit: string) =>
    `${name} has ${size}; at most ${limit} can be imported at once. Split it.`,
  tooLargeText: (size: string, limit: string) =>
    `This is ${size}; at most ${limit} can be imported at once. Split it.`,
  unreadable: (name: string) => `${name} could not be read. Choose it again.`,
  invite: 'Send each an invitation by mail',
  inviteHelp: 'A link to choose a password. You can invite them later, one by one.',
  inviteOff:
    'Mail is not set up here: nobody is invited. Make each a link to hand over on the page of their account.',
  check: 'Check the rows',
  again: 'Check again',
  trialTitle: 'What would happen',
  doneTitle: 'What happened',
  trial: (create: string, refused: string) => `${create} would be created, ${refused} refused.`,
  done: (created: string, refused: string) => `${created} created, ${refused} refused.`,
  users: (count: string, isOne: boolean) => `${count} ${isOne ? 'user' : 'users'}`,
  rows: (count: string, isOne: boolean) => `${count} ${isOne ? 'row' : 'rows'}`,
  noRows: 'The file has a header and no rows.',
  line: 'Line',
  email: 'Email',
  result: 'Result',
  outcome: { created: 'Created', would_create: 'Will be created', refused: 'Refused' },
  problems: 'What is wrong',
  create: (users: string) => `Create ${users}`,
  noneToCreate: 'No row can be created as it stands. Correct the file and check again.',
  invited: 'Their invitations are on their way.',
  notInvited: 'Nobody was invited.',
  refusedOnly: 'Show refused only',
  downloadRefused: 'Download the refused rows',
  refusedName: 'refused-users.csv',
  another: 'Import another file',
  toUsers: 'Users',
} as const;
