/** Who reads a previewed mail. Apart from the renderers, which the page must not load itself. */
export const PREVIEW_READERS = {
  usual: 'Whom it is for',
  requester: 'The requester',
  operator: 'The operator',
  approver: 'An approver',
  shared: 'A shared mailbox',
} as const;
export type PreviewReader = keyof typeof PREVIEW_READERS;
