// @ts-check
// Everyone the door may be asked about: found by name, by code, and in the order in which they are
// likely to come (`domain::evening::coming`).

import { Index } from "../name_search.js";

/**
 * @typedef {{ id: string, given: string, family?: string, said?: string, word?: string, delay: number,
 *   revoked?: boolean, first?: boolean, company?: number, company_names?: string, does?: string,
 *   seeks?: string, access?: string, path?: string[], inviter?: string, codes: string[] }} Person
 * @typedef {import("./fold.js").Evening} Evening
 */

/** @type {Record<string, number>} */
const CHANCES = { going: 0.9, maybe: 0.45, waiting: 0.3, silent: 0.1, no: 0.02 };
const SPREAD = 8;
const SOON = 15;
const WORD = 10_000;
const DIGEST = 16; // letters of base64

/** The chance that somebody comes soon who has not. @param {Person} person @param {number} minutes */
function soon({ word = "", delay }, minutes) {
  const all = CHANCES[word];
  const curve = (/** @type {number} */ at) => 1 / (1 + Math.exp(-(at - delay) / SPREAD));
  const before = curve(minutes);
  return (all * (curve(minutes + SOON) - before)) / (1 - all * before);
}

/** @param {string} token what a device knows of a code */
async function digest(token) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  const text = btoa(String.fromCharCode(...new Uint8Array(hash)));
  return text.slice(0, DIGEST).replace(/\+/g, "-").replace(/\//g, "_");
}

/** Whether a text is a code, not a name. @param {string} text */
export const isCode = (text) => /\/(i|m)\/[\w-]+/.test(text);

/** A first name and the rest. @param {string} typed */
export function nameOf(typed) {
  const [given, ...family] = typed.trim().split(/\s+/);
  return { given: given ?? "", family: family.join(" ") };
}

export class People {
  /** @type {Map<string, Person>} */
  #all = new Map();
  /** @type {Map<string, string>} */
  #codes = new Map();
  #index = new Index();

  /** @param {Person[]} people */
  constructor(people) {
    const order = people.map((person) => ({ person, key: `${person.family ?? ""} ${person.given}` }));
    order.sort((a, b) => (a.key < b.key ? -1 : 1));
    for (const { person } of order) this.add(person);
  }

  /** @param {Person} person */
  add(person) {
    if (this.#all.has(person.id)) return;
    this.#all.set(person.id, person);
    for (const code of person.codes) this.#codes.set(code, person.id);
    const { id, given, family = "", does: extra = "", word } = person;
    this.#index.insert({ id, given, family, extra, weight: CHANCES[word ?? ""] ?? 0 });
  }

  /** Those who walked in since. @param {Evening} evening */
  learn(evening) {
    for (const [id, { given, family }] of evening.walkIns()) {
      this.add({ id, given, family, delay: 0, first: true, codes: [] });
    }
  }

  /** @param {string} id */
  get(id) {
    return this.#all.get(id);
  }

  /** @param {string} id */
  name(id) {
    const person = this.#all.get(id);
    return person ? [person.given, person.family].filter(Boolean).join(" ") : "?";
  }

  /** Whom a text finds, each once. @param {string} text @param {number} limit @param {Evening} evening */
  find(text, limit, evening) {
    const ids = this.#index.find(text, limit).map(({ id }) => evening.asOne(id));
    return [...new Set(ids)];
  }

  /**
   * Those all of whose words meet a name; mistyped too, or only as written and heard.
   * @param {string} name @param {boolean} typos
   */
  alike(name, typos) {
    const words = name.trim().split(/\s+/).length;
    const near = typos ? ["exact", "sound", "typo"] : ["exact", "sound"];
    const hits = this.#index.find(name, 20);
    return hits.filter(({ score, why }) => score >= words * WORD && near.includes(why)).map(({ id }) => String(id));
  }

  /** Those expected who did not come, most likely to arrive next first. @param {Evening} evening @param {number} minutes */
  awaited(evening, minutes) {
    const found = [];
    for (const person of this.#all.values()) {
      if (!person.word || person.word === "no" || person.revoked) continue;
      if (evening.presence(person.id).arrived === undefined) found.push({ id: person.id, chance: soon(person, minutes) });
    }
    return found.sort((a, b) => b.chance - a.chance).map(({ id }) => id);
  }

  /** Whose code a text is. @param {string} text @returns {Promise<string | undefined>} */
  async recognise(text) {
    const token = text.trim().split(/[?#]/)[0].replace(/\/+$/, "").split("/").at(-1) ?? "";
    return this.#codes.get(await digest(token));
  }

  /**
   * Pairs who may be one: a walk-in, and somebody of a near name who came, or whom nobody let in yet.
   * @param {Evening} evening
   */
  doubles(evening) {
    const [walkIns, ever] = [evening.walkIns(), evening.walkIns(true)];
    // A walk-in comes after whoever was expected, else after whoever came first.
    const rank = (/** @type {string} */ id) => {
      const at = String(evening.presence(id).arrived ?? 0).padStart(16, "0");
      return `${walkIns.has(id) ? 1 : 0} ${at} ${id}`;
    };
    const pairs = [];
    for (const double of walkIns.keys()) {
      if (evening.asOne(double) !== double || evening.presence(double).arrived === undefined) continue;
      for (const kept of this.alike(this.name(double), true)) {
        if (kept === double || evening.asOne(kept) !== kept) continue;
        // By a first name alone, somebody who is not here yet may be anybody.
        const whole = !ever.has(kept) && this.name(double).includes(" ");
        const may = evening.presence(kept).arrived !== undefined || whole;
        if (may && rank(kept) < rank(double)) pairs.push({ kept, double });
      }
    }
    return pairs;
  }

  get size() {
    return this.#all.size;
  }
}
