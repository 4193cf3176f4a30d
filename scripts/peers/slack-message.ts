/** What Slack refuses in a message, by its own error names; null when it takes it. */
export function messageError(text: string, blocks: readonly unknown[]): string | null {
  if (text === '' && blocks.length === 0) return 'no_text';
  if (text.length > 40_000) return 'msg_too_long';
  if (blocks.length > 50 || !blocks.every(isBlock)) return 'invalid_blocks';
  return null;
}

function isBlock(block: unknown): boolean {
  if (!isObject(block) || typeof block.type !== 'string') return false;
  switch (block.type) {
    case 'section': {
      const fields = Array.isArray(block.fields) ? block.fields : [];
      if (block.text === undefined && fields.length === 0) return false;
      if (block.text !== undefined && !isText(block.text, 3_000)) return false;
      return fields.length <= 10 && fields.every((field) => isText(field, 2_000));
    }
    case 'header':
      return isText(block.text, 150);
    case 'context':
      return (
        Array.isArray(block.elements) &&
        block.elements.length > 0 &&
        block.elements.length <= 10 &&
        block.elements.every((element) => isText(element, 3_000))
      );
    default:
      return true;
  }
}

function isText(value: unknown, most: number): boolean {
  return (
    isObject(value) &&
    (value.type === 'mrkdwn' || value.type === 'plain_text') &&
    typeof value.text === 'string' &&
    value.text.length > 0 &&
    value.text.length <= most
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
