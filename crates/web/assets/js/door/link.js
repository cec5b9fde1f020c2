// @ts-check
// When to talk to the server, and what came of it. One tab of a device does so at a time; the others
// hear of it. What was being said when the network went is said again.

import { People } from "./people.js";
import { clockOf, say } from "./screen.js";
import { Refused, Revoked, asker, hear, report, say as sayAll } from "./sync.js";

/** @typedef {import("./app.js").Door} Door */
/**
 * @typedef {{ api: string, event: string, store: import("./store.js").Store, door: Door,
 *   changed: () => unknown, told: () => unknown, gone: (why: "revoked" | "over") => Promise<unknown> }} Ends
 */

const EVERY = 2_000;
const SLOWEST = 15_000;
const REPORT_EVERY = 30_000;
const ANEW_EVERY = 5 * 60_000;
const ANEW_AT_MOST_EVERY = 60_000;
/** Without network, a clock alone must not make a device forget an evening that goes on. */
const SURELY_OVER = 48 * 3_600_000;
const PEOPLE_CHANGED = new Set(["invited", "answered", "promoted"]);

export class Link {
  /** Whether the last round went well; unknown before the first. @type {boolean | undefined} */
  online = undefined;
  /** Since when it does not. */
  since = Date.now();
  /** What the server said no to. */
  trouble = "";
  /** What the device has no room for. */
  full = "";
  #ends;
  #ask;
  #timer = 0;
  #pause = EVERY;
  #running = false;
  #again = false;
  #stopped = false;
  #reported = { at: 0, text: "" };
  #anew = 0;
  #tabs;

  /** @param {Ends} ends */
  constructor(ends) {
    this.#ends = ends;
    this.#ask = asker(ends.api, () => ends.door.meta.token);
    this.#tabs = "BroadcastChannel" in window ? new BroadcastChannel(`door-${ends.event}`) : undefined;
  }

  start() {
    if (this.#tabs) this.#tabs.onmessage = () => this.#catchUp();
    window.addEventListener("online", () => this.soon());
    window.addEventListener("offline", () => this.#went(false));
    document.addEventListener("visibilitychange", () => document.hidden || this.soon());
    this.soon();
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** Tells the other tabs that what is stored has changed. */
  tell() {
    this.#tabs?.postMessage("changed");
  }

  soon() {
    this.#pause = EVERY;
    if (this.#running) this.#again = true;
    else this.#wait(0);
  }

  /** @param {number} pause */
  #wait(pause) {
    clearTimeout(this.#timer);
    if (!this.#stopped) this.#timer = window.setTimeout(() => this.round(), pause);
  }

  /** What another tab heard or said. */
  async #catchUp() {
    if (this.#stopped) return;
    const { door, store, changed } = this.#ends;
    const { meta, entries, queue } = await store.load();
    if (!meta.token) return this.#ends.gone(meta.gone ?? "revoked");
    Object.assign(door.meta, meta);
    for (const entry of entries) door.evening.take(entry);
    for (const { id, entry, why } of queue) why === undefined ? door.evening.take(entry) : door.evening.drop(id);
    changed();
  }

  /** @param {boolean} well */
  #went(well) {
    if (!well && this.online !== false) this.since = this.#ends.door.now();
    this.online = well;
    this.#ends.told();
  }

  async round() {
    if (this.#running || this.#stopped) return;
    this.#running = true;
    this.#again = false;
    clearTimeout(this.#timer);
    const locks = navigator.locks;
    const name = `door-${this.#ends.event}`;
    const job = () => this.#talk();
    try {
      await (locks ? locks.request(name, { ifAvailable: true }, (lock) => (lock ? job() : undefined)) : job());
    } finally {
      this.#running = false;
      this.#wait(this.#again ? 0 : this.#pause);
    }
  }

  async #talk() {
    const { door, gone } = this.#ends;
    try {
      await this.#exchange();
      this.trouble = "";
      this.#pause = EVERY;
      this.#went(true);
    } catch (error) {
      if (error instanceof Revoked) return void (await gone("revoked").then(() => this.tell()));
      this.#pause = Math.min(SLOWEST, this.#pause * 2);
      this.trouble = error instanceof Refused ? error.message : "";
      this.#went(error instanceof Refused);
      const over = Date.parse(door.meta.forget_at ?? "") + SURELY_OVER;
      if (door.now() > over && !this.#waits()) await gone("over");
    }
  }

  async #exchange() {
    const { door, store, gone, changed } = this.#ends;
    const { meta } = door;
    const loose = [...door.loose].flatMap((id) => door.queue.get(id) ?? []);
    const { stored, refused } = await sayAll(store, this.#ask, loose);
    for (const { id } of stored) {
      door.loose.delete(id);
      door.queue.delete(id);
    }
    for (const one of refused) {
      door.queue.set(one.id, one);
      door.evening.drop(one.id);
    }
    if (meta.next === undefined) await this.#takeAlong();
    const { heard, next } = await hear(store, this.#ask, meta.next);
    meta.next = next;
    for (const entry of heard) door.evening.take(entry);
    await this.#report();
    // Before asking for the list once more, which the server no longer gives by then.
    if (door.now() > Date.parse(meta.forget_at) && !this.#waits()) return gone("over");
    const others = heard.some(({ kind, person }) => PEOPLE_CHANGED.has(kind) || (person && !door.people.get(person)));
    const age = Date.now() - this.#anew;
    if ((others && age > ANEW_AT_MOST_EVERY) || age > ANEW_EVERY) await this.#takeAlong();
    meta.synced = door.now();
    if (stored.length || heard.length || refused.length) {
      await store.note({ synced: meta.synced }).catch(() => undefined);
      this.tell();
      await changed();
    }
  }

  /** Whether something waits to be said; what was refused is kept with its reason, but does not wait. */
  #waits() {
    return [...this.#ends.door.queue.values()].some(({ why }) => why === undefined);
  }

  async #report() {
    const { door, store } = this.#ends;
    const all = [...door.queue.values()];
    const refused = all.filter(({ why }) => why !== undefined).length;
    const told = { waiting: all.length - refused, refused, ahead: door.meta.ahead ?? 0 };
    const text = `${told.waiting} ${refused}`;
    if (this.#reported.text === text && Date.now() - this.#reported.at < REPORT_EVERY) return;
    const ahead = await report(this.#ask, told, Date.now);
    this.#reported = { at: Date.now(), text };
    door.meta.ahead = ahead;
    await store.note({ ahead, synced: door.now() }).catch(() => undefined);
  }

  /** Takes along everybody anew. */
  async #takeAlong() {
    const { door, store } = this.#ends;
    const { people, entries, server_at, ...facts } = await this.#ask("GET", "/door");
    const next = Math.max(facts.next, door.meta.next ?? 0);
    // Kept together with when to forget: a device whose clock is days ahead must not forget at once.
    const ahead = door.meta.ahead ?? Date.now() - Date.parse(server_at);
    const kept = store.takeAlong(people, { ...facts, next, ahead }, entries);
    this.full = await kept.then(() => "", (error) => say("door-app-full", { why: String(error) }));
    this.#anew = Date.now() - (this.full ? ANEW_EVERY - ANEW_AT_MOST_EVERY : 0);
    Object.assign(door.meta, facts, { next, ahead });
    for (const entry of entries) door.evening.take(entry);
    door.people = new People(people);
    door.clock = clockOf(facts.zone);
    door.startsAt = Date.parse(facts.starts_at);
    await this.#ends.changed();
  }

  /** The badges of these people on a sheet of labels. @param {string[]} people @returns {Promise<Blob>} */
  sheet(people) {
    return this.#ask("POST", "/door/badges", { people });
  }

  /** The personal link of a walk-in, to be shown; or why it cannot be yet. @param {string} person @returns {Promise<Node[]>} */
  async handed(person) {
    try {
      const { qr, link } = await this.#ask("GET", `/door/walk-ins/${person}`);
      const picture = new DOMParser().parseFromString(qr, "image/svg+xml").documentElement;
      const text = document.createElement("p");
      text.className = "any";
      text.textContent = link;
      return [document.importNode(picture, true), text];
    } catch (error) {
      const text = document.createElement("p");
      text.textContent = error instanceof Refused ? error.message : say("door-app-link-later");
      return [text];
    }
  }
}
