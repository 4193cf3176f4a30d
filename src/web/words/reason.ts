/** Wherever an admin has to say why. */
export const reasonWords = {
  reason: 'Reason',
  missing: 'Enter a reason.',
} as const;
