export const chartWords = {
  showTable: 'Show as table',
  hideTable: 'Hide the table',
  tableOf: (name: string) => `Table: ${name}`,
} as const;
