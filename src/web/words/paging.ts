/** Under every list that is paged by neighbours. */
export const pagingWords = {
  newer: 'Newer',
  older: 'Older',
  /** Where rows are in the order of names. */
  previous: 'Previous',
  next: 'Next',
} as const;
