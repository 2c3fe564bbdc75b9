// Keeps the shell and the waste bay at hand without network. What it holds is the program, never an answer of the server:
// requests to /api/ pass by it untouched, so that nothing old is ever shown as fresh.
// The build fills in the version and the files that it puts by (vite.config.ts).

const version = '__VERSION__';
const files = ['__FILES__'];
const prefix = 'greenfab-';
const cacheName = prefix + version;
/** A page is asked of the server first; a network that does not answer in this time is none. */
const patienceMs = 3_000;

// A page is only given to who asks for one.
const page = () => new Request('/', { headers: { accept: 'text/html' }, cache: 'no-cache' });

self.addEventListener('install', (event) => {
  const keep = async () => {
    const cache = await caches.open(cacheName);
    await Promise.all([cache.addAll(files), cache.add(page())]);
    await self.skipWaiting();
  };
  event.waitUntil(keep());
});

self.addEventListener('activate', (event) => {
  const tidy = async () => {
    // A page of the version before may still be open and fetch a piece of itself: that version stays until the next.
    const own = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== cacheName);
    await Promise.all(own.slice(0, -1).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

/** The server's page while it answers, else the one kept, whose pieces are kept with it. */
async function pageFor(request) {
  const kept = async () => {
    const cache = await caches.open(cacheName);
    return cache.match('/', { ignoreVary: true });
  };
  const fresh = fetch(request);
  const late = new Promise((done) => setTimeout(done, patienceMs));
  try {
    const first = await Promise.race([fresh, late]);
    if (first && first.status < 500) return first;
    return (await kept()) ?? (await fresh);
  } catch (error) {
    const old = await kept();
    if (old) return old;
    throw error;
  }
}

/** A hashed file never changes: kept once, it is the same for ever. */
async function assetFor(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(cacheName);
    await cache.put(request, answer.clone());
  }
  return answer;
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/api/')) return;
  if (url.pathname.startsWith('/assets/')) event.respondWith(assetFor(request));
  else if (request.mode === 'navigate' && !url.pathname.startsWith('/sign-in/first'))
    event.respondWith(pageFor(request));
});
