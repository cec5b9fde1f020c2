// @ts-check
// Keeps one page on the phone: the one where cards are photographed, empty of anybody's names. It is
// shown when the network does not answer; everything else goes to the network as always.

const CACHE = "card-photos-1";
const PAGE = "/notebook/photos";
const KEPT = "/notebook/photos/offline";

const scope = /** @type {any} */ (globalThis);

/** The page and what it needs: its styles, scripts and icons. */
async function fill() {
  const cache = await caches.open(CACHE);
  const page = await fetch(KEPT, { cache: "no-store" });
  if (!page.ok) return;
  const text = await page.clone().text();
  await cache.put(KEPT, page);
  const parts = [...text.matchAll(/(?:href|src)="(\/assets\/[^"#]+)/g)].map((found) => found[1] ?? "");
  await Promise.all([...new Set(parts)].map((part) => cache.add(part).catch(() => undefined)));
}

scope.addEventListener("install", (/** @type {any} */ event) => {
  event.waitUntil(fill().then(() => scope.skipWaiting()));
});

scope.addEventListener("activate", (/** @type {any} */ event) => {
  event.waitUntil(scope.clients.claim());
});

scope.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && pathname === PAGE) {
    event.respondWith(fetch(request).then((answer) => {
      event.waitUntil(fill().catch(() => undefined));
      return answer;
    }).catch(() => caches.match(KEPT)));
  } else if (pathname.startsWith("/assets/")) {
    event.respondWith(fetch(request).catch(() => caches.match(request, { ignoreSearch: true })));
  }
});
