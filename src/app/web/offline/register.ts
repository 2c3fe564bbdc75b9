/// <reference types="vite/client" />
// Lets the browser keep the program for when there is no network, and takes over a new one without a page in between.

/** Registers the service worker of a built application; a developer's server has none. */
export function keepAtHand(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  window.addEventListener('load', () => {
    // Where the browser allows none (a private window), everything works but without network.
    navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }).catch(() => undefined);
  });
}

/** A page that was open through a deployment misses pieces of itself: it loads anew, once. */
export function reloadAfterDeploy(): void {
  const name = 'greenfab.reloaded-for';
  window.addEventListener('vite:preloadError', (event) => {
    const piece = String((event as Event & { payload?: Error }).payload?.message ?? '');
    if (!navigator.onLine || sessionStorage.getItem(name) === piece) return;
    sessionStorage.setItem(name, piece);
    event.preventDefault();
    window.location.reload();
  });
}
