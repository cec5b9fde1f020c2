// @ts-check
/// <reference lib="webworker" />
// The app without network: keeps the shell in both languages and its files, all of one version, and
// answers from there. A new version waits until the app says that it may take over; the queue lives
// in the database, which no version touches here. Which version and which files stands above, put there when served.

/** @type {any} */
const worker = self;
const { VERSION, FILES } = worker;
const CACHE = `${worker.registration.scope}@${VERSION}`;
const SHELLS = ["fr", "en"].map((lang) => new URL(`?lang=${lang}`, worker.registration.scope).href);

async function keep() {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES);
  for (const shell of SHELLS) {
    const response = await fetch(shell, { cache: "no-store", credentials: "omit" });
    // A server that changed meanwhile must not give a shell whose files are not here.
    if (!response.ok || !(await response.clone().text()).includes(VERSION)) throw new Error("another version");
    await cache.put(shell, response);
  }
}

async function tidy() {
  for (const name of await caches.keys()) {
    if (name.startsWith(`${worker.registration.scope}@`) && name !== CACHE) await caches.delete(name);
  }
  await worker.clients.claim();
}

/** @param {Request} request */
async function find(request) {
  const cache = await caches.open(CACHE);
  if (request.mode !== "navigate") return (await cache.match(request)) ?? fetch(request);
  const asked = new URL(request.url).searchParams.get("lang");
  const fallback = worker.navigator.language.startsWith("en") ? "en" : "fr";
  const shell = SHELLS.find((one) => one.endsWith(`=${asked ?? fallback}`)) ?? SHELLS[0];
  return (await cache.match(shell)) ?? fetch(request);
}

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(keep()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(tidy()));
worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data === "take over") worker.skipWaiting();
});
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  const ours = request.method === "GET" && (request.mode === "navigate" || FILES.includes(pathname));
  if (ours) event.respondWith(find(request));
});
