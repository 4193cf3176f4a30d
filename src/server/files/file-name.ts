const MAX_CHARACTERS = 255;
const MAX_EXTENSION_CHARACTERS = 20;

/**
 * A name as it can be stored, shown and sent: no path, no control characters, nothing that turns
 * the direction of writing around (`gpj.exe` must not read as `exe.jpg`), at most 255 characters.
 */
export function sanitiseFileName(raw: string): string {
  const name = (raw.toWellFormed().split(/[/\\]/).at(-1) ?? '')
    .replace(/[\s\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cc}\p{Bidi_Control}\uFEFF]/gu, '')
    .trim();
  return /^\.*$/.test(name) ? 'file' : shorten(name);
}

/** Cuts in the middle: the extension says what the file is. */
function shorten(name: string): string {
  const characters = [...name];
  if (characters.length <= MAX_CHARACTERS) return name;
  const dot = characters.lastIndexOf('.');
  const extension = dot > 0 ? characters.slice(dot) : [];
  const kept = extension.length <= MAX_EXTENSION_CHARACTERS ? extension : [];
  return [...characters.slice(0, MAX_CHARACTERS - kept.length), ...kept].join('');
}

/**
 * F3: always `attachment`. The plain name is for old clients; RFC 5987's carries the real one.
 */
export function attachmentHeader(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["%\\]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
