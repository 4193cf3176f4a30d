/** Who reads a previewed mail. Apart from the renderers, which the page must not load itself. */
export const PREVIEW_READERS = { requester: 'The requester', shared: 'A shared mailbox' } as const;
