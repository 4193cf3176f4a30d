/**
 * A page opened before a release asks for files that the new release no longer has. Loading the page
 * again gets the new ones; drafts are kept on the server. At most once in a while, so that a file
 * that is really missing shows its error instead of reloading for ever.
 */
const NAME = 'requests.reloaded-at';
const AT_MOST_EVERY_MS = 60_000;

export function reloadAfterRelease(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(NAME) ?? 0);
    if (Date.now() - last < AT_MOST_EVERY_MS) return;
    sessionStorage.setItem(NAME, String(Date.now()));
    event.preventDefault();
    window.location.reload();
  });
}
