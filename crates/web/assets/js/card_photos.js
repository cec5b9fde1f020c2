// @ts-check
// Pictures of cards, taken where there may be no network: kept on the phone until they are sent.
// <form data-card-photos data-worker="…"><input type="file">…<p role="status" data-one="…" data-many="… { n } …"
// data-none="…" data-sending="…" data-refused="…"></p></form>. Without this the form sends one picture as forms do.

/** @typedef {{ id: string, name: string, picture: Blob }} Kept */

const NAME = "card-photos";
const MOST = 60;

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(NAME, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} work
 * @returns {Promise<T>}
 */
async function within(mode, work) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(NAME, mode);
      const request = work(transaction.objectStore(NAME));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** @returns {Promise<Kept[]>} */
export const waiting = () => within("readonly", (store) => store.getAll());

/** @param {File} file */
export async function keep(file) {
  const id = `${Date.now()}-${crypto.randomUUID()}`;
  await within("readwrite", (store) => store.put({ id, name: file.name || "card.jpg", picture: file }));
}

/**
 * Sends what waits, oldest first. A picture leaves the phone only once the server has it, or says that
 * it will never take it.
 * @param {string} to
 * @returns {Promise<{ sent: string[], refused: number }>}
 */
export async function send(to) {
  /** @type {string[]} */
  const sent = [];
  let refused = 0;
  const all = await waiting();
  for (const { id, name, picture } of all) {
    const form = new FormData();
    form.set("photo", picture, name);
    // Of several, none is waited for: they are read while the others are sent.
    const headers = all.length > 1 ? { prefer: "respond-async" } : undefined;
    const answer = await fetch(to, { method: "POST", body: form, ...(headers && { headers }) }).catch(() => undefined);
    if (!answer || answer.status >= 500 || answer.status === 429) break;
    const signedOut = new URL(answer.url).pathname.startsWith("/sign-in");
    if (signedOut || answer.status === 401 || answer.status === 403) break;
    await within("readwrite", (store) => store.delete(id));
    if (answer.ok) sent.push(answer.url);
    else refused += 1;
  }
  return { sent, refused };
}

/** @param {HTMLFormElement} form */
export function attach(form) {
  const status = form.querySelector("[role=status]");
  if (!(status instanceof HTMLElement) || !("indexedDB" in globalThis)) return;
  const words = status.dataset;
  let busy = false;

  const say = async () => {
    const { length } = await waiting();
    const many = (words.many ?? "").replace("#", String(length));
    status.textContent = length === 0 ? "" : length === 1 ? words.one ?? "" : many;
    return length;
  };

  const flush = async (/** @type {boolean} */ asked) => {
    if (busy) return;
    busy = true;
    try {
      const before = await say();
      if (before === 0) return;
      if (navigator.onLine) status.textContent = words.sending ?? "";
      const { sent, refused } = await send(form.action);
      const left = await say();
      if (refused > 0) status.textContent = words.refused ?? "";
      const [only] = sent;
      if (asked && sent.length === 1 && left === 0 && only) location.assign(only);
      else if (sent.length > 0 && left === 0 && refused === 0) location.reload();
    } finally {
      busy = false;
    }
  };

  form.addEventListener("submit", async (event) => {
    const inputs = [...form.querySelectorAll("input[type=file]")];
    const files = inputs.flatMap((input) => input instanceof HTMLInputElement ? [...(input.files ?? [])] : []);
    if (files.length === 0) return;
    event.preventDefault();
    if ((await waiting()).length + files.length > MOST) return;
    for (const file of files) await keep(file);
    form.reset();
    await flush(true);
  });

  addEventListener("online", () => flush(false));
  flush(false);
  const { worker } = form.dataset;
  if (worker && "serviceWorker" in navigator) {
    navigator.serviceWorker.register(worker, { scope: "/notebook/photos" }).catch(() => undefined);
  }
}

if ("document" in globalThis) {
  for (const form of document.querySelectorAll("form[data-card-photos]")) {
    if (form instanceof HTMLFormElement) attach(form);
  }
}
