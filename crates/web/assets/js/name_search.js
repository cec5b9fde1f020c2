// @ts-check
// Finding a name at the door without network: `domain::name_search`, which explains what is found and
// in which order, once more. `fixtures/door/search.json` holds the two to the same answers.

/**
 * @typedef {{ id: any, given: string, family: string, extra?: string, weight?: number }} Entry
 * @typedef {"exact" | "prefix" | "initials" | "sound" | "typo"} Why
 * @typedef {{ id: any, score: number, why: Why }} Hit
 * @typedef {[string, number]} Head
 * @typedef {{ word: number, parts: number, extra: boolean }} Slot
 * @typedef {{ text: string, mask: number, sounds: string[] }} Word
 * @typedef {{ id: any, weight: number, name: string, slots: Slot[], whole: number }} Person
 * @typedef {{ letters: string, cover: number, part: number, mask: number, sounds: string[] }} Term
 * @typedef {{ person: Person, score: number, way: number }} Found
 */

const WORD_LIMIT = 32;
const NAME_PARTS = 20;
const EXTRA_WORDS = 10;
const MARK = "\u0001";
const PARTICLES = new Set("d da de del della den der des di do dos du l la le les van von y".split(" "));

/** @type {Record<string, string>} */
const LETTERS = { đ: "d", ł: "l", ø: "o", ı: "i", ß: "ss", æ: "ae", œ: "oe", "’": "'" };

/** Lower case without accents. @param {string} text */
function folded(text) {
  const bare = text.normalize("NFKD").replace(/\p{M}/gu, "");
  if (!/[^\0-\x7f]/.test(bare)) return bare.toLowerCase();
  let out = "";
  for (const c of bare) out += LETTERS[c.toLowerCase()] ?? c.toLowerCase();
  return out;
}

/** Chains of parts that a hyphen or an apostrophe links. @param {string} text */
function chains(text) {
  return folded(text)
    .split(/[^\p{Alphabetic}\p{N}'‘`\-‐–−]+/u)
    .map((chain) => chain.split(/['‘ʻʼ`\-‐–−]+/u).filter(Boolean))
    .filter((chain) => chain.length);
}

/** A word as it is compared: saint and its kin are "st". @param {string} word */
function compared(word) {
  if (word === "sainte" || word === "ste") return "st";
  return word.replace(/^saint/, "st").slice(0, WORD_LIMIT);
}

/** Whether a part may be written together with the one after it. @param {string} part */
const joins = (part) => PARTICLES.has(part) || compared(part).length <= 3;

/** A weight as the server keeps it. @param {number} [weight] */
const single = (weight = 0) => (Number.isFinite(Math.fround(weight)) ? Math.fround(weight) : 0);

/** The set of a word's letters, one bit each. @param {string} word */
function maskOf(word) {
  let mask = 0;
  for (let i = 0; i < word.length; i++) {
    const unit = word.charCodeAt(i);
    mask |= 1 << (unit >= 97 && unit <= 122 ? unit - 97 : 26 + (unit % 6));
  }
  return mask;
}

/** @param {number} set */
function count(set) {
  let n = 0;
  for (; set; set &= set - 1) n++;
  return n;
}

/** @param {Head[]} heads */
const union = (heads) => heads.reduce((all, [, bit]) => all | bit, 0);

/**
 * Every word a person is found by: the word, the parts of the name it covers, whether it is extra.
 * @param {Entry} entry
 */
function wordsOf(entry) {
  /** @type {[string, number, boolean][]} */
  const words = [];
  let parts = 0;
  /** @param {string} word @param {number} bits @param {boolean} extra */
  const add = (word, bits, extra) => {
    const short = compared(word);
    const spelt = word === "st" || word === "ste" ? "saint" : word.slice(0, WORD_LIMIT);
    if (spelt !== short) words.push([spelt, bits, extra]);
    words.push([short, bits, extra]);
  };
  /** @param {string} text */
  const name = (text) => {
    /** @type {Head[]} */
    const heads = [];
    /** @type {Head[]} */
    let before = [];
    for (const chain of chains(text)) {
      const bits = [];
      for (const part of chain) {
        if (parts === NAME_PARTS) return heads;
        const bit = 1 << parts++;
        bits.push(bit);
        add(part, bit, false);
        if (!PARTICLES.has(part)) heads.push([part[0], bit]);
      }
      const [first] = chain;
      if (chain.length > 1) add(chain.join(""), bits.reduce((all, bit) => all | bit), false);
      if (chain.length > 2 && joins(first)) add(first + chain[1], bits[0] | bits[1], false);
      let joined = first;
      let covered = bits[0];
      for (const [short, bit] of before) add((joined = short + joined), (covered |= bit), false);
      before = chain.length === 1 && joins(first) ? [[first, bits[0]], ...before] : [];
    }
    return heads;
  };
  /** @param {Head[]} heads */
  const initials = (heads) => {
    const word = MARK + heads.map(([letter]) => letter).join("");
    if (heads.length > 1 && !words.some(([known]) => known === word)) words.push([word, union(heads), false]);
  };
  const given = name(entry.given);
  const family = name(entry.family);
  initials(given);
  initials([...given, ...family]);
  if (given.length > 1) initials([given[0], ...family]);
  let extras = 0;
  for (const word of chains(entry.extra ?? "").flat()) {
    if (word.length >= 3 && !PARTICLES.has(word) && extras < EXTRA_WORDS) {
      add(word, 1 << (NAME_PARTS + extras++), true);
    }
  }
  return { words, whole: union([...given, ...family]) };
}

const RULES = [
  "/aim/N/2 /ain/N/2 /aill//ai /ail/$/ai /aie/$/e /ay/V/ai /ay//e /ai//e /au//o /am/bp/1 /an/N/1",
  "e/b/v/ /bapt//bat",
  "/ch/rl/k /ch//S /cqu//k /ck//k /cc/E/ks /cois/$/swa /coise/$/swaz /c/E/s /c//k",
  "^/des/C/de /ds/$/ /d/$/",
  "/eau//o gj/e/ao/ /eill//ei /eil/$/ei /eim/N/2 /ein/N/2 /ei//e /ey/V/ei /ey//e /eu//0 /er/$/e /ers/$/e /ez/$/e /erc/$/er iy/en/$/2 /em/bp/1 /en/N/1 /esque/$/ek /ee//e VC/es/$/ VC/e/$/",
  "/guay//ge /gu/E/g /gni//ni /gn//ni /g/E/j",
  "/h//",
  "/im/bp/2 /in/N/2 cgv/ill//il /ill/aeou/i",
  "u/l/dtx/",
  "^/nguy//nyi",
  "/oeu//0 /oin/N/w2 /oye/$/wa /oy/V/wai /oy//wa /oi//wa /ouill//ui /ou/V/w /ou//u /oo//u /om/bp/3 /on/N/3",
  "/ph//f m/p/$/",
  "/qu//k /q//k",
  "/sch//S /sh//S /sc/E/s V/st/$/ /ss//s V/s/V/z V/s/n/ /s/$/",
  "/tch//S /th//t /tion//si3 /tt/$/t /ts/$/ /t/$/",
  "/un/N/2 /um/bp/2 /u//y",
  "^/x//gz iul/x/$/ /x//ks",
  "/yn/N/2 /ym/bp/2 /y//i /z/$/",
];

/** @type {Record<string, string>} */
const CLASSES = { V: "aeiouy", C: "bcdfghjklmnpqrstvwxz", E: "eiy", N: "bcdfgjklpqrstvwxz$" };
/** @param {string} set */
const spelt = (set) => set.replace(/[A-Z]/g, (name) => CLASSES[name]);
/** @type {Record<string, string[][]>} */
const TABLE = Object.create(null);
for (const rule of RULES.join(" ").split(" ")) {
  const [before, letters, after, signs] = rule.split("/");
  (TABLE[letters[0]] ??= []).push([spelt(before), letters, spelt(after), signs]);
}

/** The one or two keys of a folded word. @param {string} word @returns {[string, string]} */
export function soundKeys(word) {
  let key = "";
  for (let at = 0; at < word.length; ) {
    const rule = TABLE[word[at]]?.find(
      ([before, letters, after]) =>
        word.startsWith(letters, at) &&
        (!before || before.includes(word[at - 1] ?? "^")) &&
        (!after || after.includes(word[at + letters.length] ?? "$")),
    );
    for (const sign of (rule ? rule[3] : word[at]).split("")) {
      if (key[key.length - 1] !== sign) key += sign;
    }
    at += rule ? rule[1].length : 1;
  }
  return [key, word.endsWith("e") && key && !key.endsWith("e") ? key + "e" : key];
}

const rows = [0, 1, 2].map(() => new Uint8Array(WORD_LIMIT + 4));

/**
 * The kind of meeting that typos make: the restricted distance of Damerau and Levenshtein to the
 * whole of a word, or to its nearest beginning, given up early.
 * @param {string} word @param {string} other @param {number} limit
 */
function mistyped(word, other, limit) {
  const far = limit + 1;
  const columns = Math.min(other.length, word.length + limit);
  if (columns + limit < word.length) return 0;
  let [before, last, current] = rows;
  last.forEach((_, i) => (last[i] = Math.min(i, far)));
  for (let row = 1; row <= word.length; row++) {
    current.fill(far);
    current[0] = Math.min(row, far);
    let least = row > limit ? far : current[0];
    for (let column = Math.max(row - limit, 1); column <= Math.min(columns, row + limit); column++) {
      const same = word[row - 1] === other[column - 1];
      let cell = Math.min(last[column - 1] + (same ? 0 : 1), last[column] + 1, current[column - 1] + 1, far);
      if (row > 1 && column > 1 && word[row - 1] === other[column - 2] && word[row - 2] === other[column - 1]) {
        cell = Math.min(cell, before[column - 2] + 1);
      }
      current[column] = cell;
      least = Math.min(least, cell);
    }
    if (least > limit) return 0;
    [before, last, current] = [last, current, before];
  }
  const whole = columns === other.length ? last[columns] : far;
  if (whole <= limit) return TYPO + whole - 1;
  const start = Math.min(...last.subarray(0, columns + 1));
  return start <= limit && word[0] === other[0] ? TYPO_BEGINS + start - 1 : 0;
}

const JOINED = 0;
const REQUIRED = 1;
const OPTIONAL = 2;

/** @param {string} letters @param {number} cover @param {number} part @returns {Term} */
const term = (letters, cover, part) => ({ letters, cover, part, mask: maskOf(letters), sounds: soundKeys(letters) });

/** @param {string} a @param {string} b longest first, then by letters */
const longest = (a, b) => b.length - a.length || (a < b ? -1 : a > b ? 1 : 0);

/** @param {string} query @param {(letters: string) => boolean} begins whether any word begins so */
function read(query, begins) {
  const words = chains([...query.slice(0, 200)].slice(0, 80).join("")).flat().slice(0, 8).sort(longest);
  const all = (1 << words.length) - 1;
  const required = words.reduce((set, word, i) => (PARTICLES.has(word) ? set : set | (1 << i)), 0) || all;
  const singles = words.map((word, i) => term(compared(word), 1 << i, required & (1 << i) ? REQUIRED : OPTIONAL));
  /** @type {Term[]} */
  const joined = [];
  if (words.length <= 5) {
    words.forEach((first, a) =>
      words.forEach((second, b) => {
        const cover = (1 << a) | (1 << b);
        const letters = compared(first + second);
        if (a !== b && cover & required && letters.length >= 4 && begins(letters)) {
          joined.push(term(letters, cover, JOINED));
        }
      }),
    );
    joined.sort((a, b) => longest(a.letters, b.letters));
  }
  return { terms: [...joined, ...singles.sort((a, b) => a.part - b.part)], required };
}

const SAME = 1;
const BEGINS = 2;
const INITIALS = 3;
const SOUNDS = 4;
const SOUNDS_BEGIN = 5;
const TYPO = 6;
const TYPO_BEGINS = 8;
/** @type {Why[]} */
const WHY = ["exact", "exact", "prefix", "initials", "sound", "sound"];

/** How a term meets a word, 0 for not at all. @param {Term} term @param {Word} word */
function kindOf({ letters, part, mask, sounds: [first, second] }, { text, mask: others, sounds }) {
  const missing = mask & ~others;
  if (text[0] === MARK) return part === REQUIRED && text.slice(1) === letters ? INITIALS : 0;
  if (!missing && text.startsWith(letters)) return text === letters ? SAME : BEGINS;
  if (part !== REQUIRED || letters.length < 3) return 0;
  if (first.length >= 2) {
    if (sounds.includes(first) || sounds.includes(second)) return SOUNDS;
    if (first.length >= 3 && sounds[1].startsWith(first)) return SOUNDS_BEGIN;
  }
  const limit = letters.length < 4 ? 0 : letters.length < 8 ? 1 : 2;
  // A typo takes away one kind of letter at most.
  if (!limit || count(missing) > limit) return 0;
  return text[0] === letters[0] || count(others & ~mask) <= limit ? mistyped(letters, text, limit) : 0;
}

/** Everybody who can be found. */
export class Index {
  /** @type {Person[]} */
  #people = [];
  /** @type {Word[]} */
  #words = [];
  /** @type {Map<string, number>} */
  #ids = new Map();

  /** @param {Iterable<Entry>} entries */
  constructor(entries = []) {
    for (const entry of entries) this.insert(entry);
  }

  /** Adds somebody, known before or not. @param {Entry} entry */
  insert(entry) {
    const { words, whole } = wordsOf(entry);
    const slots = words.map(([text, parts, extra]) => ({ word: this.#word(text), parts, extra }));
    const name = `${folded(entry.family)} ${folded(entry.given)}`;
    this.#people.push({ id: entry.id, weight: single(entry.weight), name, slots, whole });
  }

  /** Says anew how likely somebody is to be asked for. @param {any} id @param {number} weight */
  setWeight(id, weight) {
    const person = this.#people.find((person) => person.id === id);
    if (person) person.weight = single(weight);
  }

  get length() {
    return this.#people.length;
  }

  /**
   * The best people for what was typed, best first.
   * @param {string} query @param {number} limit @returns {Hit[]}
   */
  find(query, limit) {
    const { terms, required } = read(query, (letters) => this.#words.some(({ text }) => text.startsWith(letters)));
    const kinds = terms.map((term) => new Uint8Array(this.#words.length).map((_, at) => kindOf(term, this.#words[at])));
    /** @type {Found[]} */
    const found = [];
    for (const person of this.#people) {
      const plain = attempt(person, terms, required, false, kinds);
      const joined = terms[0]?.part === JOINED ? attempt(person, terms, required, true, kinds) : undefined;
      const best = joined && !(plain && plain.score >= joined.score) ? joined : plain;
      if (best) found.push(best);
    }
    // Equals stay in the order in which they were added.
    found.sort(
      ({ person: a, score: one }, { person: b, score: other }) =>
        other - one || b.weight - a.weight || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
    );
    return found.slice(0, limit).map(({ person, score, way }) => ({ id: person.id, score, why: WHY[way] ?? "typo" }));
  }

  /** @param {string} text */
  #word(text) {
    const known = this.#ids.get(text) ?? this.#words.length;
    if (known === this.#words.length) {
      this.#ids.set(text, known);
      this.#words.push({ text, mask: maskOf(text), sounds: soundKeys(text) });
    }
    return known;
  }
}

/**
 * Gives each term the nearest part of the name that is still free, longest term first.
 * @param {Person} person @param {Term[]} terms @param {number} required
 * @param {boolean} joined @param {Uint8Array[]} kinds @returns {Found | undefined}
 */
function attempt(person, terms, required, joined, kinds) {
  const { slots, whole } = person;
  let [used, covered, met, cost, bonus, way, long] = [0, 0, 0, 0, 0, 0, false];
  for (const [at, term] of terms.entries()) {
    if (term.cover & covered || (term.part === JOINED && !joined)) continue;
    let least = 99;
    /** @type {Slot | undefined} */
    let nearest;
    for (const slot of slots) {
      const kind = kinds[at][slot.word];
      if (!kind || slot.parts & used || (slot.extra && term.letters.length < 3)) continue;
      const step = (kind - 1) * 2 + (slot.extra ? 1 : 0);
      if (step < least) [least, nearest] = [step, slot];
    }
    if (!nearest) continue;
    const kind = kinds[at][nearest.word];
    used |= nearest.parts;
    covered |= term.cover;
    const words = count(term.cover & required);
    met += words;
    cost += (least + (term.part === JOINED ? 1 : 0)) * words;
    bonus += count(term.cover & ~required) * (kind === SAME ? 2 : 1);
    if (!words) continue;
    way = Math.max(way, kind);
    long ||= term.letters.length >= 3 && kind < TYPO_BEGINS;
  }
  const all = count(required);
  if (!met || (met < all && (met * 2 < all || !long))) return undefined;
  if ((used & whole) === whole) bonus += 3;
  return { person, score: met * 10_000 + 4_000 - 20 * cost + bonus, way };
}
