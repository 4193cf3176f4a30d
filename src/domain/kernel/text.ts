/**
 * Text as it can be stored: well-formed UTF-16, lines ending in `\n`, no control characters but
 * tab and new line. PostgreSQL refuses NUL, and `jsonb` refuses lone surrogates: without this, a
 * hostile client would turn bad input into a server error.
 */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '');
}
