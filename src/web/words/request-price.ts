/** What the request page says about prices, to those who may see them (P4). */

export const price = {
  title: 'Price',
  operation: 'Operation',
  quantity: 'Quantity',
  each: 'Price each',
  subtotal: 'Subtotal',
  total: 'Total',
  discount: (percent: string) => `Discount ${percent}`,
  final: 'Final price',
  pricedBy: (version: number, title: string) => `Priced by version ${version}, ${title}`,
  nothingBilled: 'No operation was done that has a price.',
  notPriced: 'Not priced: completed before the first price list.',
  notYet: 'Priced when it is completed.',
  discountSet: (percent: string) => `A discount of ${percent} is set.`,
  copy: 'price',
  costs: 'Costs, for admins only',
  operate: 'Operate',
  qa: 'QA',
  costsTotal: 'Total costs',
  margin: 'Margin',
  marginOf: (percent: string) => `Margin, ${percent} of the final price`,
  superseded: (when: string) => `Before it was rejected on ${when}`,
  times: (quantity: string, each: string) => `${quantity} × ${each}`,
} as const;

/** M5: beside the operation form. */
export const livePrice = {
  title: 'Price of what you enter',
  forReaders: 'Only leadership and admins see this.',
  loading: 'The price list is loading.',
  failed: 'The price list could not be loaded, so no price is shown. You can go on without it.',
  none: 'No price list is in force, so there is no price.',
  nothing: 'Nothing entered so far has a price.',
  by: (version: number, title: string) => `By version ${version}, ${title}, in force now`,
  announced: (final: string) => `Price: ${final}`,
} as const;

/** M4: in the discount's dialog. */
export const discountEffect = {
  notYet: 'The request has no price yet. The discount comes off when it is completed.',
  notPriced: 'The request is not priced. The discount comes off once it is.',
  before: 'Total',
  now: 'Final price now',
  after: 'With this discount',
  announced: (final: string) => `With this discount: ${final}`,
} as const;
