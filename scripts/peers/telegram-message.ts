/** What Telegram refuses in a text and its entities, in its own words; null when it takes them. */
export function textError(text: string, entities: readonly unknown[]): string | null {
  if (text.trim() === '') return 'message text is empty';
  if (text.length > 4_096) return 'message is too long';
  for (const entity of entities) {
    const error = entityError(text, entity);
    if (error !== null) return `can't parse entities: ${error}`;
  }
  return null;
}

function entityError(text: string, entity: unknown): string | null {
  if (typeof entity !== 'object' || entity === null) return 'an entity is no object';
  const { type, offset, length, url } = entity as Record<string, unknown>;
  if (typeof type !== 'string') return 'an entity has no type';
  if (!isCount(offset) || !isCount(length) || length === 0) return 'an entity has no place';
  const end = offset + length;
  if (end > text.length) {
    return `entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${text.length}`;
  }
  if (splitsPair(text, offset) || splitsPair(text, end)) return 'an entity splits a character';
  if (type === 'text_link' && (typeof url !== 'string' || !URL.canParse(url))) {
    return 'a link has no address';
  }
  return null;
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;

function splitsPair(text: string, at: number): boolean {
  return isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;
