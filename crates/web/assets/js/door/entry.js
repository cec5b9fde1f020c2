// @ts-check
// Entries as a device makes them: an id that grows with time, and the moment by the server's clock as
// far as this device knows it.

/**
 * @typedef {{ given: string, family?: string }} WalkIn
 * @typedef {{ id: string, device_at: string, server_at?: string, kind: string, person?: string,
 *   company?: number, walk_in?: WalkIn, double?: string, entry?: string, at?: string,
 *   author?: string, position?: number }} Entry
 */

let last = 0;
let count = 0;

/**
 * A UUIDv7. Those of one device grow, whatever its clock does meanwhile.
 * @param {number} now milliseconds
 * @param {Uint8Array} random ten bytes of chance
 */
export function uuid7(now, random) {
  if (now > last) {
    last = now;
    count = ((random[8] << 8) | random[9]) & 0x3ff;
  } else if (++count > 0xfff) {
    last += 1;
    count = 0;
  }
  const time = last.toString(16).padStart(12, "0");
  const tail = [...random.subarray(0, 8)];
  tail[0] = (tail[0] & 0x3f) | 0x80;
  const hex = tail.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const middle = (0x7000 | count).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-${middle}-${hex.slice(0, 4)}-${hex.slice(4)}`;
}

/** @param {number} now */
export const newId = (now) => uuid7(now, crypto.getRandomValues(new Uint8Array(10)));

/**
 * An entry of something that happens now.
 * @param {string} kind @param {Partial<Entry>} what @param {number} now the device's clock
 * @param {number} [ahead] by how many milliseconds it is known to be wrong
 * @returns {Entry}
 */
export function entryOf(kind, what, now, ahead = 0) {
  const told = Math.abs(ahead) > WRONG ? now - ahead : now;
  return { id: newId(now), device_at: new Date(told).toISOString(), kind, ...what };
}

/** A clock further off than this, in milliseconds, is wrong. */
export const WRONG = 30_000;

/** An entry as it is sent: without what the server gives. @param {Entry} entry */
export function sent(entry) {
  const { server_at, position, author, ...rest } = entry;
  return rest;
}

/** Oldest first, as ids grow. @param {{ id: string }} a @param {{ id: string }} b */
export const entryOrder = (a, b) => (a.id < b.id ? -1 : 1);

/** Whether a file tells of an entry, as far as the queue cares. @param {any} told @returns {told is Entry} */
export const isEntry = (told) =>
  typeof told?.kind === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(told.id) && Date.parse(told.device_at) > 0;
