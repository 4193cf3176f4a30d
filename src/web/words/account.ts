/** What people do about their account outside the sign-in. */

/** "example.com", "example.com or example.org", "a, b or c". */
function anyOf(names: readonly string[]): string {
  const [last = '', ...others] = [...names].reverse();
  return others.length === 0 ? last : `${[...others].reverse().join(', ')} or ${last}`;
}

export const forgotWords = {
  title: 'Forgot your password?',
  lead: 'Enter the email you sign in with. A mail brings a link to choose a new password.',
  email: 'Email',
  emailMissing: 'Enter your email',
  submit: 'Send the link',
  sentTitle: 'Look into your mail',
  sent: (email: string) =>
    `If there is an account for ${email}, a mail with a link is on its way. The link works once, within an hour.`,
  notThere: 'Nothing there after a few minutes? Look into the spam folder, or check the address.',
  another: 'Use another address',
  noMailTitle: 'Ask an admin',
  noMail:
    'This platform sends no mail, so it cannot send you a link. An admin can make you one to choose a new password.',
  signIn: 'Back to sign in',
} as const;

export const registerWords = {
  title: 'Create an account',
  lead: (domains: readonly string[]) =>
    `With an address of ${anyOf(domains)}. A mail brings a link to go on.`,
  submit: 'Send the link',
  wrongDomain: (domains: readonly string[]) => `Use an address of ${anyOf(domains)}`,
  sentTitle: 'Look into your mail',
  sent: (email: string) =>
    `A mail to ${email} says how to go on. The link in it works once, within a day.`,
  closedTitle: 'By invitation only',
  closed: 'Ask an admin of this platform to invite you.',
} as const;

export const linkPageWords = {
  documentTitle: 'Your account',
  invitation: {
    title: 'Welcome',
    lead: (email: string) => `Choose a password for ${email} and check your name.`,
    submit: 'Set password and sign in',
  },
  registration: {
    title: 'Create your account',
    lead: (email: string) => `${email} is yours. Your name and a password, and it stands.`,
    submit: 'Create account and sign in',
    waits: 'An admin gives you a team; until then you see only requests of your own.',
  },
  password_reset: {
    title: 'Choose a new password',
    lead: (email: string) => `For ${email}. You are signed out everywhere else.`,
    submit: 'Set password and sign in',
  },
  email_change: {
    title: 'Confirm your new email',
    lead: (email: string) => `From now on you sign in with ${email}, and mails go there.`,
    submit: 'Use this email',
    doneTitle: 'Your email is changed',
    done: (email: string) => `You sign in with ${email} now.`,
    goOn: 'Go on',
  },
  firstName: 'First name',
  lastName: 'Last name',
  username: 'Username',
  usernameHelp: 'Others mention you by it.',
  timezone: 'Time zone',
  passwordMissing: 'Choose a password',
  incompleteTitle: 'Open the link once more',
  incomplete:
    'Reloading this page takes the link out of its address, and mail programs sometimes cut links off. Open it from the mail again, or copy the whole address from there.',
  overTitle: 'This link does not work any more',
  over: 'It was used already, is too old, or a newer one took its place. If you have set a password, just sign in.',
  overInvitation: 'For a new invitation, ask an admin.',
  signIn: 'Sign in',
  forgot: 'Get a new link for your password',
  register: 'Register again',
} as const;
