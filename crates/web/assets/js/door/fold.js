// @ts-check
// The meaning of a door's log: `domain::evening` once more, as far as a door needs it. A log is a set:
// the same entries in any order give the same room. `fixtures/door/merge.json` holds the two to it.

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {{ at: number, id: string, comes: boolean, company: number }} Mark */
/** @typedef {{ arrived?: number, by?: string, since?: number, left?: number, company: number }} Presence */

const MARKS = new Set(["arrival", "return", "departure"]);
/** @type {Presence} */
const NOT_HERE = { company: 0 };

/** When an entry happened: not later than the server first saw it. @param {Entry} entry */
function momentOf(entry) {
  const at = Date.parse(entry.device_at);
  return entry.server_at ? Math.min(at, Date.parse(entry.server_at)) : at;
}

/** @param {{ at: number, id: string }} a @param {{ at: number, id: string }} b */
const inOrder = (a, b) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** The state of an evening at the door. */
export class Evening {
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  /** @type {Map<string, number>} when each happened, as it was said */
  #moments = new Map();
  /** @type {Map<string, Set<string>>} the marks of each person, as they were said */
  #marks = new Map();
  /** @type {Set<string>} */
  #undone = new Set();
  /** @type {Map<string, Map<string, { at: number, id: string, moment: number }>>} what was said of when */
  #corrected = new Map();
  /** @type {Set<string>} */
  #doubles = new Set();
  /** @type {Map<string, string>} whom somebody is taken for */
  #kept = new Map();
  /** @type {Map<string, string[]>} everyone who is taken for somebody */
  #joined = new Map();
  /** @type {Map<string, Presence>} */
  #presences = new Map();

  /**
   * Takes an entry, in whatever order it comes. One known already says at most when the server saw it.
   * @param {Entry} entry
   */
  take(entry) {
    const known = this.#entries.get(entry.id);
    if (known && (known.server_at || !entry.server_at)) return;
    this.#entries.set(entry.id, entry);
    this.#moments.set(entry.id, momentOf(entry));
    const { kind, person, entry: about } = entry;
    if (MARKS.has(kind) && person) {
      const marks = this.#marks.get(person) ?? new Set();
      this.#marks.set(person, marks.add(entry.id));
      this.#forget(person);
    } else if (kind === "undo" && about) {
      this.#undone.add(about);
      this.#amended(about);
    } else if (kind === "correction" && about) {
      const said = { at: entry.server_at ? Date.parse(entry.server_at) : Infinity, id: entry.id, moment: Date.parse(entry.at ?? "") };
      const all = this.#corrected.get(about) ?? new Map();
      this.#corrected.set(about, all.set(said.id, said));
      this.#amended(about);
    } else if (kind === "same_person") {
      this.#doubles.add(entry.id);
      this.#regroup();
    }
  }

  /** @param {string} id */
  #amended(id) {
    const entry = this.#entries.get(id);
    if (entry?.person) this.#forget(entry.person);
    if (this.#doubles.has(id)) this.#regroup();
  }

  /** @param {string} person */
  #forget(person) {
    this.#presences.delete(this.asOne(person));
  }

  /** Says anew who is whom. */
  #regroup() {
    /** @type {Map<string, string[]>} */
    const joined = new Map();
    const doubles = new Set();
    for (const id of this.#doubles) {
      const { person, double } = this.#entries.get(id) ?? {};
      if (!person || !double || person === double || this.#undone.has(id)) continue;
      for (const [one, other] of [[person, double], [double, person]]) {
        joined.set(one, [...(joined.get(one) ?? []), other]);
      }
      doubles.add(double);
    }
    this.#kept = new Map();
    this.#joined = new Map();
    for (const person of joined.keys()) {
      if (this.#kept.has(person)) continue;
      const all = [...reached(person, joined)].sort();
      const kept = all.find((one) => !doubles.has(one)) ?? all[0];
      for (const one of all) this.#kept.set(one, kept);
      this.#joined.set(kept, all);
    }
    this.#presences.clear();
  }

  /** Takes back what the server refused: it is not part of the evening. @param {string} id */
  drop(id) {
    const entry = this.#entries.get(id);
    if (!entry || entry.server_at) return;
    this.#entries.delete(id);
    if (entry.person) this.#marks.get(entry.person)?.delete(id);
    if (entry.kind === "undo" && entry.entry && !this.#someoneUndid(entry.entry)) this.#undone.delete(entry.entry);
    if (entry.kind === "correction") this.#corrected.get(entry.entry ?? "")?.delete(id);
    this.#doubles.delete(id);
    this.#regroup();
  }

  /** @param {string} about */
  #someoneUndid(about) {
    return [...this.#entries.values()].some(({ kind, entry }) => kind === "undo" && entry === about);
  }

  /** Whether an entry is known and counts. @param {string} id */
  holds(id) {
    return this.#entries.has(id) && !this.#undone.has(id);
  }

  /** @param {string} id */
  entry(id) {
    return this.#entries.get(id);
  }

  /** Whom somebody is taken for: mostly themselves. @param {string} person */
  asOne(person) {
    return this.#kept.get(person) ?? person;
  }

  /** When an entry counts. @param {Entry} entry */
  moment(entry) {
    const corrected = this.#corrected.get(entry.id);
    const said = corrected && [...corrected.values()].sort(inOrder).at(-1);
    return said?.moment ?? this.#moments.get(entry.id) ?? 0;
  }

  /** Somebody's time in the room. @param {string} person @returns {Presence} */
  presence(person) {
    const kept = this.asOne(person);
    let presence = this.#presences.get(kept);
    if (!presence) {
      presence = this.#fold(kept);
      this.#presences.set(kept, presence);
    }
    return presence;
  }

  /** @param {string} kept @returns {Presence} */
  #fold(kept) {
    /** @type {Mark[]} */
    const marks = [];
    for (const person of this.#joined.get(kept) ?? [kept]) {
      for (const id of this.#marks.get(person) ?? []) {
        const entry = this.#entries.get(id);
        if (!entry || this.#undone.has(id)) continue;
        const company = entry.kind === "arrival" ? (entry.company ?? 0) : 0;
        marks.push({ at: this.moment(entry), id, comes: entry.kind !== "departure", company });
      }
    }
    if (!marks.length) return NOT_HERE;
    /** @type {Presence} */
    const presence = { company: 0 };
    for (const { at, id, comes, company } of marks.sort(inOrder)) {
      presence.company = Math.max(presence.company, company);
      if (comes && presence.since === undefined) {
        presence.arrived ??= at;
        presence.by ??= id;
        presence.since = at;
        presence.left = undefined;
      } else if (!comes && presence.since !== undefined) {
        presence.since = undefined;
        presence.left = at;
      }
    }
    return presence;
  }

  /** Everyone who came, in the order of coming. @returns {string[]} */
  everyone() {
    /** @type {{ at: number, id: string, person: string }[]} */
    const came = [];
    for (const person of new Set([...this.#marks.keys()].map((one) => this.asOne(one)))) {
      const { arrived, by } = this.presence(person);
      if (arrived !== undefined && by) came.push({ at: arrived, id: by, person });
    }
    return came.sort(inOrder).map(({ person }) => person);
  }

  /** Heads in the room, and heads that came, company included. */
  heads() {
    let [here, came] = [0, 0];
    for (const person of this.everyone()) {
      const { since, company } = this.presence(person);
      came += 1 + company;
      if (since !== undefined) here += 1 + company;
    }
    return { here, came };
  }

  /** What was last said at the door and counts, latest first. @param {number} limit */
  last(limit) {
    const said = [...this.#entries.values()].filter(
      ({ id, kind }) => (MARKS.has(kind) || kind === "same_person") && !this.#undone.has(id),
    );
    const order = said.map((entry) => ({ at: this.moment(entry), id: entry.id, entry })).sort(inOrder);
    return order.slice(-limit).reverse().map(({ entry }) => entry);
  }

  /**
   * The names of those who walked in, by who they are; `ever`, with those whose arrival was taken back.
   * @returns {Map<string, import("./entry.js").WalkIn>}
   */
  walkIns(ever = false) {
    const found = new Map();
    for (const [id, entry] of this.#entries) {
      const stands = ever || !this.#undone.has(id);
      if (entry.kind === "arrival" && entry.walk_in && stands) found.set(entry.person, entry.walk_in);
    }
    return found;
  }

  /** @returns {Entry[]} */
  entries() {
    return [...this.#entries.values()];
  }
}

/** @param {string} from @param {Map<string, string[]>} joined */
function reached(from, joined) {
  const all = new Set([from]);
  for (const person of all) for (const other of joined.get(person) ?? []) all.add(other);
  return all;
}
