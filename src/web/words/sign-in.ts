export const signInWords = {
  title: 'Sign in',
  lead: 'Use your work email.',
  email: 'Email',
  password: 'Password',
  submit: 'Sign in',
  forgot: 'Forgot password?',
  register: 'Create an account',
  failed: 'Email or password is not right. Check both and try again.',
  wait: (seconds: number) =>
    seconds > 90
      ? `Too many attempts. Try again in ${Math.ceil(seconds / 60)} minutes.`
      : `Too many attempts. Try again in ${seconds} s.`,
  mayTryAgain: 'You can try again now.',
  unreachable: 'The server cannot be reached. Check your connection and try again.',
  emailMissing: 'Enter your email',
  passwordMissing: 'Enter your password',
  againTitle: 'Your session has ended',
  againLead: 'Sign in to go on. What you typed on this page is still there.',
  otherPerson: (name: string) => `Not ${name}? Leave this page`,
} as const;
