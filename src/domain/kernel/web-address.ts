const WEB_ADDRESS =
  /^https?:\/\/[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*(?::\d{1,5})?(?:[/?#][^\s\p{C}]*)?$/iu;

/**
 * http or https, then a host without user name (`https://bank.example.com@elsewhere`), backslashes
 * or invisible characters: all of these make an address look like another one.
 */
export function isWebAddress(text: string): boolean {
  return WEB_ADDRESS.test(text);
}
