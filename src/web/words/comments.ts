/** What comments say: the composer, the completion of mentions, and their look in the history (L18). */

export const comments = {
  label: 'Comment',
  placeholder: 'Write a comment, @ to mention',
  placeholderInternal: 'Internal comment, @ to mention',
  form: 'Write a comment',
  submit: 'Comment',
  submitInternal: 'Comment internally',
  shortcut: (modifier: string) => `${modifier}+Enter posts`,
  attach: 'Attach files',
  attachLimit: (count: number, size: string) => `At most ${count} files, up to ${size} each`,
  dropNow: 'Drop to attach',
  internal: 'Internal',
  internalHint: 'Only operators, QA agents, leadership and admins see this, whoever is mentioned.',
  posted: 'Your comment is in the history.',
  draftFailed: 'Your earlier draft could not be loaded; nothing is saved while you type.',
  /** Completes "Dana Reyes …". */
  past: 'commented',
} as const;

export const mentions = {
  list: 'People to mention',
  found: (count: number) =>
    count === 1
      ? '1 person found. Enter takes it.'
      : `${count} people found. Arrow keys choose, Enter takes one.`,
  none: 'Nobody who can see this has such a name',
  failed: 'People could not be loaded',
} as const;
