/** Under every field in which a password is chosen. */
export const passwordFieldWords = {
  show: 'Show the password',
  rule: (min: number) => `At least ${min} characters. A few unrelated words are easy to keep.`,
  left: (count: number) => (count === 1 ? '1 more character' : `${count} more characters`),
  longEnough: 'Long enough',
} as const;
