// @ts-check
// One round with the server: say what waits, hear what is new, tell how one fares. Whatever breaks is
// thrown; nothing leaves the queue before the server said that it is stored. Sending twice is harmless.

import { entryOrder, sent } from "./entry.js";

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {import("./store.js").Queued} Queued */
/**
 * @typedef {{ settle(stored: Entry[], refused: Queued[]): Promise<unknown>,
 *   learn(entries: Entry[], next: number): Promise<unknown>, queue(): Promise<Queued[]> }} Kept
 * @typedef {(method: string, path: string, body?: unknown) => Promise<any>} Ask
 * @typedef {{ heard: Entry[], refused: Queued[], stored: number, next: number }} Round
 */

/** Entries sent at once: a lost answer costs little. */
export const BATCH = 200;

/** The server does not know this device any more. */
export class Revoked extends Error {}

/** The server answered, and said no. */
export class Refused extends Error {}

/**
 * How to ask the server, as this device.
 * @param {string} api @param {() => string} token @returns {Ask}
 */
export const asker = (api, token) => async (method, path, body) => {
  const response = await fetch(api + path, {
    method,
    headers: { authorization: `Bearer ${token()}`, "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    credentials: "omit",
    cache: "no-store",
    signal: AbortSignal.timeout(20_000),
  });
  if (response.status === 401) throw new Revoked();
  if (response.headers.get("content-type") === "application/pdf") return response.blob();
  const told = await response.json().catch(() => undefined);
  if (!response.ok) throw new Refused(told?.error?.message ?? `HTTP ${response.status}`);
  return told;
};

/**
 * Says what waits, oldest first.
 * @param {Kept} store @param {Ask} ask @param {Queued[]} loose entries that could not be written down
 */
export async function say(store, ask, loose = []) {
  const kept = await store.queue().catch(() => /** @type {Queued[]} */ ([]));
  const known = new Set(kept.map(({ id }) => id));
  const all = [...kept, ...loose.filter(({ id }) => !known.has(id))];
  const waiting = all.filter(({ why }) => why === undefined).sort(entryOrder);
  /** @type {Queued[]} */
  const refused = [];
  /** @type {Entry[]} */
  const stored = [];
  for (let at = 0; at < waiting.length; at += BATCH) {
    const batch = waiting.slice(at, at + BATCH).map(({ entry }) => entry);
    const receipt = await ask("POST", "/log", { entries: batch.map(sent) });
    const done = new Set([...receipt.stored, ...receipt.known]);
    const why = new Map(
      receipt.refused.map((/** @type {any} */ one) => [batch[one.index].id, String(one.message)]),
    );
    const now = batch.filter(({ id }) => done.has(id));
    const no = batch.filter(({ id }) => why.has(id)).map((entry) => ({ id: entry.id, entry, why: why.get(entry.id) }));
    await store.settle(now, no).catch(() => undefined);
    stored.push(...now);
    refused.push(...no);
  }
  return { stored, refused };
}

/**
 * Hears what is new since a position.
 * @param {Kept} store @param {Ask} ask @param {number} next
 */
export async function hear(store, ask, next) {
  /** @type {Entry[]} */
  const heard = [];
  for (let more = true; more; ) {
    const page = await ask("GET", `/log?after=${next}`);
    if (page.entries.length) {
      // A disk that is full keeps what it has: the page is asked for again next time.
      await store.learn(page.entries, page.next).catch(() => undefined);
      heard.push(...page.entries);
    }
    ({ next, more } = page);
  }
  return { heard, next };
}

/**
 * Tells how this device fares; by how many milliseconds its clock is ahead.
 * @param {Ask} ask @param {{ waiting: number, refused: number, ahead: number }} report
 * @param {() => number} clock
 */
export async function report(ask, report, clock) {
  const before = clock();
  const { server_at } = await ask("POST", "/door/report", { ...report, ahead: Math.round(report.ahead) });
  return (before + clock()) / 2 - Date.parse(server_at);
}
