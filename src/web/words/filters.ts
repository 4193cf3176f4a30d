/** What chips above a list say, whatever they filter. */
export const filterWords = {
  add: 'Filter',
  clear: 'Clear',
  remove: (name: string) => `Remove the filter ${name}`,
  edit: (name: string, value: string) => `Filter ${name}: ${value}`,
  anything: 'any',
  andMore: (first: string, rest: number) => `${first} +${rest}`,
} as const;
