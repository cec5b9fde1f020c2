// @ts-check
// The door without network, outside a browser: its fold gives the rooms of the server's
// (fixtures/door/merge.json), and ten thousand random histories through its own way of syncing lose
// nothing and double nothing.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { entryOf, uuid7 } from "../../crates/web/assets/js/door/entry.js";
import { Evening } from "../../crates/web/assets/js/door/fold.js";
import { People } from "../../crates/web/assets/js/door/people.js";
import { hear, say } from "../../crates/web/assets/js/door/sync.js";

/** @typedef {import("../../crates/web/assets/js/door/entry.js").Entry} Entry */
/** @typedef {import("../../crates/web/assets/js/door/store.js").Queued} Queued */

const cases = JSON.parse(readFileSync(new URL("../../fixtures/door/merge.json", import.meta.url), "utf8"));

/** @param {Entry[]} entries */
function fold(entries) {
  const evening = new Evening();
  for (const entry of entries) evening.take(entry);
  return evening;
}

/** @param {Evening} evening @param {string[]} people */
function room(evening, people) {
  const { here, came } = evening.heads();
  const told = people.map((id) => {
    const { arrived, since, left, company } = evening.presence(id);
    return [id, [arrived ?? null, since ?? null, left ?? null, company]];
  });
  return { here, came, everyone: evening.everyone(), people: Object.fromEntries(told) };
}

test("the vectors fold into the rooms they say, in either order and with every entry twice", () => {
  assert.ok(cases.length >= 50);
  for (const { name, entries, want } of cases) {
    const people = Object.keys(want.people);
    for (const log of [entries, entries.toReversed(), [...entries, ...entries]]) {
      assert.deepEqual(room(fold(log), people), want, name);
    }
    // First as this device said it, then as the server saw it.
    const said = entries.map((/** @type {Entry} */ { server_at, ...rest }) => rest);
    assert.deepEqual(room(fold([...said, ...entries]), people), want, name);
  }
});

test("ids grow whatever the clock does, and are UUIDs of version 7", () => {
  const random = new Uint8Array(10).fill(0xff);
  const ids = [5_000, 5_000, 4_000, 6_000, 6_000].map((now) => uuid7(now, random));
  for (let n = 0; n < 5_000; n++) ids.push(uuid7(1, random));
  assert.deepEqual([...ids].sort(), ids);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("a clock known to be wrong is set right in what is said", () => {
  const hour = 3_600_000;
  assert.equal(entryOf("departure", {}, 10 * hour, hour).device_at, new Date(9 * hour).toISOString());
  assert.equal(entryOf("departure", {}, 10 * hour, 900).device_at, new Date(10 * hour).toISOString());
});

/** Chance that repeats itself. @param {number} seed */
const dice = (seed) => (/** @type {number} */ n) => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % n;
};

/** A server that stores once, and whose answers get lost. */
class Server {
  /** @type {Entry[]} */
  log = [];
  known = new Set();
  now = 0;

  /** @param {(n: number) => number} roll @returns {import("../../crates/web/assets/js/door/sync.js").Ask} */
  ask = (roll) => async (method, path, body) => {
    if (roll(5) === 0) throw new TypeError("no network");
    const answer = method === "POST" ? this.#store(/** @type {any} */ (body).entries) : this.#page(Number(path.split("=")[1]));
    if (roll(5) === 0) throw new TypeError("the answer is lost");
    return answer;
  };

  /** @param {Entry[]} entries */
  #store(entries) {
    /** @type {{ stored: string[], known: string[], refused: { index: number, message: string }[] }} */
    const receipt = { stored: [], known: [], refused: [] };
    entries.forEach((entry, index) => {
      if (entry.person === "nobody") return receipt.refused.push({ index, message: "unknown" });
      if (this.known.has(entry.id)) return receipt.known.push(entry.id);
      this.known.add(entry.id);
      this.log.push({ ...entry, server_at: new Date(this.now).toISOString(), position: this.log.length + 1 });
      return receipt.stored.push(entry.id);
    });
    return receipt;
  }

  /** @param {number} after */
  #page(after) {
    const entries = this.log.slice(after, after + 7);
    return { entries, next: after + entries.length, more: after + entries.length < this.log.length };
  }
}

/** A device whose disk is a Map; a disk that is full refuses to write. */
class Device {
  /** @type {Map<string, Queued>} */
  disk = new Map();
  /** @type {Queued[]} */
  loose = [];
  evening = new Evening();
  next = 0;
  full = false;
  store = {
    queue: async () => [...this.disk.values()],
    settle: async (/** @type {Entry[]} */ stored, /** @type {Queued[]} */ refused) => {
      if (this.full) throw new Error("QuotaExceededError");
      for (const { id } of stored) this.disk.delete(id);
      for (const one of refused) this.disk.set(one.id, one);
    },
    learn: async () => undefined,
  };

  /** @param {Entry} entry */
  say(entry) {
    this.evening.take(entry);
    const queued = { id: entry.id, entry };
    if (this.full) this.loose.push(queued);
    else this.disk.set(entry.id, queued);
  }

  /** @param {import("../../crates/web/assets/js/door/sync.js").Ask} ask */
  async sync(ask) {
    const { stored, refused } = await say(this.store, ask, this.loose);
    for (const { id } of refused) this.evening.drop(id);
    const done = new Set(stored.map(({ id }) => id));
    this.loose = this.loose.filter(({ id }) => !done.has(id)).map((one) => refused.find(({ id }) => id === one.id) ?? one);
    const { heard, next } = await hear(this.store, ask, this.next);
    this.next = next;
    for (const entry of heard) this.evening.take(entry);
  }
}

/** @param {number} seed */
async function history(seed) {
  const roll = dice(seed);
  const server = new Server();
  const devices = Array.from({ length: 2 + roll(3) }, () => new Device());
  const skews = devices.map(() => roll(7_200_000) - 3_600_000);
  /** @type {Entry[]} */
  const said = [];
  let refused = 0;
  for (let step = 0; step < 25; step++) {
    server.now = 1_794_520_000_000 + step * 60_000;
    const which = roll(devices.length);
    const device = devices[which];
    if (roll(12) === 0) device.full = !device.full;
    if (roll(3) === 0) {
      await device.sync(server.ask(roll)).catch(() => undefined);
      continue;
    }
    const person = roll(40) === 0 ? "nobody" : `p${roll(5)}`;
    const about = said[roll(said.length || 1)]?.id ?? "none";
    /** @type {[string, Partial<Entry>][]} */
    const words = [["arrival", { person, company: roll(3) }], ["arrival", { person: `w${step}`, walk_in: { given: "Jo" } }],
      ["departure", { person }], ["return", { person }], ["undo", { entry: about }], ["same_person", { person, double: `p${roll(5)}` }]];
    const [kind, what] = words[roll(words.length)];
    const entry = { ...entryOf(kind, what, server.now + skews[which]) };
    if (what.person === "nobody") refused++;
    else said.push(entry);
    device.say(entry);
  }
  const reliable = server.ask((n) => n - 1);
  server.now += 60_000;
  for (const device of devices) {
    device.full = false;
    await device.sync(reliable);
  }
  for (const device of devices) await device.sync(reliable);
  const stored = server.log.map(({ id }) => id);
  assert.deepEqual([...stored].sort(), said.map(({ id }) => id).sort(), `history ${seed}: lost or doubled`);
  const people = [...new Set(server.log.flatMap(({ person }) => person ?? []))];
  const want = room(fold(server.log), people);
  let kept = 0;
  for (const device of devices) {
    const waits = [...device.disk.values(), ...device.loose];
    assert.ok(waits.every(({ why }) => why !== undefined), `history ${seed}: something still waits`);
    kept += new Set(waits.map(({ id }) => id)).size;
    assert.deepEqual(room(device.evening, people), want, `history ${seed}: two rooms`);
  }
  assert.equal(kept, refused, `history ${seed}: what was refused is kept with its reason`);
}

test("ten thousand histories lose nothing, double nothing, and end in one room", async () => {
  for (let seed = 1; seed <= 10_000; seed++) await history(seed);
});

test("a walk-in may be somebody whom nobody let in yet, but not by a first name, nor one taken back", () => {
  const odile = { id: "o", given: "Odile", family: "Marchessault", delay: 0, codes: [] };
  const people = new People([odile]);
  const walkIn = (/** @type {string} */ person, /** @type {string} */ family, /** @type {number} */ at) =>
    entryOf("arrival", { person, walk_in: { given: "Odile", family } }, at);
  const evening = fold([walkIn("a", "", 1_000)]);
  people.learn(evening);
  assert.deepEqual(people.doubles(evening), []);
  const taken = walkIn("b", "Marchesseau", 2_000);
  evening.take(taken);
  people.learn(evening);
  assert.deepEqual(people.doubles(evening), [{ kept: "o", double: "b" }]);
  evening.take(entryOf("undo", { entry: taken.id }, 3_000));
  assert.deepEqual(people.doubles(evening), []);
});
