/** One reload per this, ms: when the controller itself is broken, a loop would help nobody. */
const QUIET_MS = 60_000;
const KEY = 'reloaded-at';

/** The controller was updated under an open page, whose parts are no longer there: fetch the page anew. */
export function reloadWhenOutdated(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(KEY) ?? 0);
    if (Date.now() - last < QUIET_MS) return;
    event.preventDefault();
    sessionStorage.setItem(KEY, String(Date.now()));
    window.location.reload();
  });
}
