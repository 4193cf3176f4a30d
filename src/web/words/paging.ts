/** Under every list that is paged by neighbours. */
export const pagingWords = {
  newer: 'Newer',
  older: 'Older',
} as const;
