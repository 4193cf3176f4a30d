import type { RequestType } from '../../../domain/requests/define.ts';
import { isRequestTypeKey, requestType } from '../../../domain/requests/types/index.ts';

/** One draft for each type: `new:user_records`. */
export function draftName(type: RequestType): string {
  return `new:${type.key}`;
}

/** The type whose new request this draft is, or null for drafts of other forms. */
export function typeOfDraft(name: string): RequestType | null {
  const [kind, key = ''] = name.split(':', 2);
  return kind === 'new' && isRequestTypeKey(key) ? requestType(key) : null;
}
