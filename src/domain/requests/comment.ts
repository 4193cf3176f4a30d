import { MARKDOWN_MAX_LENGTH } from './common-fields.ts';
import type { Field, Form } from './define.ts';
import type { Transition } from './lifecycle.ts';
import type { RequestState } from './request.ts';

export const COMMENT_FILES = {
  kind: 'files',
  name: 'files',
  label: 'Files',
  accept: null,
  maxCount: 10,
} as const satisfies Field;

/** L18: what a comment is made of. Whether it may be internal is the writer's role to decide. */
export const COMMENT_FORM: Form = {
  fields: [
    {
      kind: 'markdown',
      name: 'message',
      label: 'Comment',
      required: true,
      maxLength: MARKDOWN_MAX_LENGTH,
    },
    COMMENT_FILES,
    { kind: 'boolean', name: 'isInternal', label: 'Internal' },
  ],
  rules: [],
  warnings: [],
};

/**
 * L18. A comment is possible in every status and changes nothing of the request, its version
 * included (X1).
 * @param comment.mentions whether it tells anybody
 */
export function commentTransition(
  { status }: Pick<RequestState, 'status'>,
  comment: { readonly message: string; readonly mentions: boolean },
): Transition {
  return {
    ok: true,
    action: 'comment',
    from: status,
    to: status,
    set: {},
    message: comment.message,
    changes: [],
    bumpsVersion: false,
    notify: comment.mentions ? ['comment_mention'] : [],
  };
}
