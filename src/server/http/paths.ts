/** What belongs to the API: `/api` and everything below it, not `/apiary`. */
export function isApiPath(url: string): boolean {
  return /^\/api(?:[/?#]|$)/.test(url);
}
