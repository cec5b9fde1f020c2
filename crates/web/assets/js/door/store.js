// @ts-check
// What the device keeps, in a database of its own for each event: what it took along, what happened,
// and the queue of what it said and the server has not stored yet. A word is said to be noted when
// it is in the queue on the disk.

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {{ id: string, entry: Entry, why?: string }} Queued an entry; refused when it says why */
/** @typedef {{ id: string, at: number }} Label somebody whose badge is to be printed, and since when */
/** @typedef {Awaited<ReturnType<typeof openStore>>} Store */

/**
 * Schemas in order: one more at the end for each change, and none is ever rewritten. The queue stays
 * whatever else changes.
 * @type {((db: IDBDatabase) => void)[]}
 */
const SCHEMAS = [
  (db) => {
    db.createObjectStore("meta");
    db.createObjectStore("people", { keyPath: "id" });
    db.createObjectStore("entries", { keyPath: "id" });
    db.createObjectStore("queue", { keyPath: "id" });
  },
  (db) => db.createObjectStore("badges", { keyPath: "id" }),
];

/** @param {string} event */
const nameOf = (event) => `door-${event}`;

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const answer = (request) =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });

/** @param {string} event */
async function open(event) {
  const request = indexedDB.open(nameOf(event), SCHEMAS.length);
  request.onupgradeneeded = ({ oldVersion }) => {
    for (const schema of SCHEMAS.slice(oldVersion)) schema(request.result);
  };
  const db = await answer(request);
  // A newer app in another tab wants to change the schema: let it.
  db.onversionchange = () => db.close();
  return db;
}

/** @param {string} event */
export async function openStore(event) {
  const db = await open(event);

  /**
   * One transaction: done when it is on the disk, or not at all.
   * @param {string[]} stores @param {(tx: IDBTransaction) => void} job
   */
  const write = (stores, job) =>
    /** @type {Promise<void>} */ (
      new Promise((done, fail) => {
        const tx = db.transaction(stores, "readwrite", { durability: "strict" });
        tx.oncomplete = () => done();
        tx.onabort = () => fail(tx.error);
        job(tx);
      })
    );

  return {
    /** @returns {Promise<{ meta: Record<string, any>, people: any[], entries: Entry[], queue: Queued[], badges: Label[] }>} */
    async load() {
      const tx = db.transaction(["meta", "people", "entries", "queue", "badges"]);
      const [keys, values, people, entries, queue, badges] = await Promise.all([
        answer(tx.objectStore("meta").getAllKeys()),
        answer(tx.objectStore("meta").getAll()),
        answer(tx.objectStore("people").getAll()),
        answer(tx.objectStore("entries").getAll()),
        answer(tx.objectStore("queue").getAll()),
        answer(tx.objectStore("badges").getAll()),
      ]);
      const meta = Object.fromEntries(keys.map((key, n) => [String(key), values[n]]));
      return { meta, people, entries, queue, badges };
    },
    /** @returns {Promise<Queued[]>} in the order of being said */
    queue: () => answer(db.transaction("queue").objectStore("queue").getAll()),
    /** @returns {Promise<Label[]>} */
    badges: () => answer(db.transaction("badges").objectStore("badges").getAll()),
    /** @param {Label[]} more @param {string[]} less */
    label: (more, less) =>
      write(["badges"], (tx) => {
        for (const id of less) tx.objectStore("badges").delete(id);
        for (const one of more) tx.objectStore("badges").put(one);
      }),
    /** @param {Record<string, unknown>} facts */
    note: (facts) =>
      write(["meta"], (tx) => {
        for (const [key, value] of Object.entries(facts)) tx.objectStore("meta").put(value, key);
      }),
    /** @param {Entry[]} entries */
    say: (entries) =>
      write(["queue"], (tx) => {
        for (const entry of entries) tx.objectStore("queue").put({ id: entry.id, entry });
      }),
    /**
     * What became of what was sent.
     * @param {Entry[]} stored @param {Queued[]} refused
     */
    settle: (stored, refused) =>
      write(["queue", "entries"], (tx) => {
        const [queue, entries] = [tx.objectStore("queue"), tx.objectStore("entries")];
        for (const entry of stored) {
          queue.delete(entry.id);
          // What the server tells of it meanwhile is better.
          const known = entries.getKey(entry.id);
          known.onsuccess = () => known.result === undefined && entries.put(entry);
        }
        for (const one of refused) queue.put(one);
      }),
    /** @param {string[]} ids refused entries to let go */
    drop: (ids) => write(["queue"], (tx) => ids.forEach((id) => tx.objectStore("queue").delete(id))),
    /** @param {Entry[]} entries @param {number} next */
    learn: (entries, next) =>
      write(["entries", "meta"], (tx) => {
        for (const entry of entries) tx.objectStore("entries").put(entry);
        tx.objectStore("meta").put(next, "next");
      }),
    /** @param {any[]} people @param {Record<string, unknown>} facts @param {Entry[]} entries */
    takeAlong: (people, facts, entries) =>
      write(["people", "meta", "entries"], (tx) => {
        tx.objectStore("people").clear();
        for (const person of people) tx.objectStore("people").put(person);
        for (const entry of entries) tx.objectStore("entries").put(entry);
        for (const [key, value] of Object.entries(facts)) tx.objectStore("meta").put(value, key);
      }),
    /** Forgets everybody and everything but what the server has not stored. @param {Record<string, unknown>} facts */
    forget: (facts) =>
      write(["people", "meta", "entries", "badges"], (tx) => {
        for (const store of ["people", "meta", "entries", "badges"]) tx.objectStore(store).clear();
        for (const [key, value] of Object.entries(facts)) tx.objectStore("meta").put(value, key);
      }),
    /** The device is as if it had never been here. */
    async wipe() {
      db.close();
      await answer(indexedDB.deleteDatabase(nameOf(event)));
    },
  };
}
