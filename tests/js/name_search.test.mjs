// @ts-check
// The search of the offline door answers as the server's does: the same people in the same order
// for the same reasons, for everything in fixtures/door/search.json.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Index, soundKeys } from "../../crates/web/assets/js/name_search.js";

const fixture = JSON.parse(readFileSync(new URL("../../fixtures/door/search.json", import.meta.url), "utf8"));

/** @param {import("../../crates/web/assets/js/name_search.js").Hit[]} hits */
const answer = (hits) => hits.map((hit) => `${hit.id} ${hit.score} ${hit.why}`).join(", ");

/** FNV-1a of 32 bits. @param {string} text */
function digest(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

const cast = new Index(fixture.people);
/** @param {[string, string, string, number][]} people */
const crowd = (people) =>
  people.map(([given, family, extra, weight], id) => ({ id, given, family, extra, weight }));

test("hosts get the answers of the server", () => {
  assert.ok(fixture.queries.length >= 120);
  for (const { q, all } of fixture.queries) assert.equal(answer(cast.find(q, 1000)), all, JSON.stringify(q));
});

test("mistyped names in a crowd get the answers of the server", () => {
  const index = new Index(crowd(fixture.crowd.people));
  assert.ok(fixture.crowd.queries.length >= 300);
  for (const [q, top, hash] of fixture.crowd.queries) {
    const hits = index.find(q, 1000);
    assert.deepEqual(hits.slice(0, 5).map((hit) => hit.id), top, q);
    assert.equal(digest(answer(hits)), hash, q);
  }
});

test("names sound as they do on the server", () => {
  for (const [word, keys] of Object.entries(fixture.keys)) assert.equal(soundKeys(word).join(" "), keys, word);
});

test("a walk-in is found as if known before", () => {
  const people = crowd(fixture.crowd.people);
  const [whole, grown] = [new Index(people), new Index(people.slice(0, 250))];
  for (const person of people.slice(250)) grown.insert(person);
  assert.equal(grown.length, 500);
  for (const q of ["ma", "gotier", "tremblai", "jm", "l", "stonge"]) {
    assert.deepEqual(grown.find(q, 500), whole.find(q, 500), q);
  }
});

test("a weight said anew reorders equals", () => {
  const index = new Index([{ id: 1, given: "Zoé", family: "A" }, { id: 2, given: "Zoé", family: "B" }]);
  index.setWeight(2, 0.5);
  index.setWeight(1, NaN);
  index.setWeight(9, 1);
  assert.deepEqual(index.find("zoe", 9).map((hit) => hit.id), [2, 1]);
});

test("nothing typed makes it fail", () => {
  for (const q of ["", " ", "\u0001js", "\ud800", "é\u0301\u0301", "a".repeat(5000), "😀 😀", "ﷺ".repeat(80), "İ ẞ Σς", "constructor __proto__"]) {
    cast.find(q, 5);
    new Index([{ id: 1, given: q, family: q, extra: q }]).find(q, 5);
  }
  assert.deepEqual(new Index().find("marie", 5), []);
  assert.deepEqual(cast.find("marie", 0), []);
});
