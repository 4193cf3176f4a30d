export const chartWords = {
  showTable: 'Show as table',
  hideTable: 'Hide the table',
} as const;
