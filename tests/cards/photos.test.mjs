// @ts-check
// Photographed cards, read by the real Tesseract: a handful of invented ones, rendered and degraded with a
// fixed seed; the same card held sideways and lying askew; and files that are no card. The whole set with
// its shares is measured by benches/card_photos.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";

const HERE = import.meta.dirname;
const ROOT = resolve(HERE, "../..");
const TRUSTED = 0.8;
const CARDS = 5;

/** @type {string} */
let folder;
/** @type {string} */
let binary;
/** @type {string[][]} file, name, title, organisation, telephone, e-mail, site */
let truth;

/** @typedef {{ field: string, text: string, confidence: number }} Value */

before(() => {
  folder = mkdtempSync(join(tmpdir(), "cinqasept-photos-"));
  const target = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
  binary = process.env.CINQASEPT_BIN ?? join(target, "debug", "cinqasept");
  const render = ["run", "--quiet", "-p", "formats", "--example", "photographed_cards", "--", folder, String(CARDS), "7"];
  execFileSync("cargo", render, { cwd: ROOT });
  const lines = readFileSync(join(folder, "truth.tsv"), "utf8").trim().split("\n");
  truth = lines.map((line) => line.split("\t"));
});
after(() => rmSync(folder, { recursive: true }));

/**
 * @param {string[]} files
 * @returns {Value[][]}
 */
function read(...files) {
  const paths = files.map((file) => join(folder, file));
  const run = spawnSync(binary, ["cards", "read", "--format", "json", ...paths], { encoding: "utf8" });
  assert.equal(run.status, 0, run.stderr);
  return run.stdout.trim().split("\n").map((line) => JSON.parse(line).values);
}

/** @param {string} text */
const plain = (text) => text.normalize("NFD").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();

/** @param {Value[]} values @param {string} field */
const first = (values, field) => values.find((value) => value.field === field);

/**
 * How many of name, telephone and address are right; one that is trusted and wrong fails.
 * @param {Value[]} values @param {string[]} card
 */
function right(values, card) {
  let count = 0;
  for (const [field, place] of /** @type {const} */ ([["name", 1], ["phone", 4], ["email", 5]])) {
    const value = first(values, field);
    const same = value !== undefined && plain(value.text) === plain(card[place] ?? "");
    if (same) count += 1;
    else if (field !== "name") assert.ok(!value || value.confidence < TRUSTED, `${card[0]}: ${JSON.stringify(value)} is trusted`);
  }
  return count;
}

test("a handful of photographed cards give their names, telephones and addresses", () => {
  const all = read(...truth.map(([file]) => file ?? ""));
  const counts = all.map((values, n) => right(values, truth[n] ?? []));
  const total = counts.reduce((a, b) => a + b, 0);
  assert.ok(total >= 3 * CARDS - 2, `${counts} of 3 each`);
});

test("a card is read from a telephone held sideways, and lying askew", () => {
  const card = truth[4] ?? [];
  const turn = (/** @type {string[]} */ ...how) =>
    execFileSync("python3", [resolve(HERE, "turn.py"), join(folder, card[0] ?? ""), ...how]);
  turn(join(folder, "held.jpg"), "held");
  turn(join(folder, "tilted.jpg"), "tilted", "6");
  for (const values of read("held.jpg", "tilted.jpg")) {
    assert.equal(right(values, card), 3, JSON.stringify(values));
  }
});

test("what is no picture is refused with a sentence", () => {
  const file = join(folder, "letter.jpg");
  writeFileSync(file, "Bonjour");
  const run = spawnSync(binary, ["cards", "read", file], { encoding: "utf8" });
  assert.equal(run.status, 2);
  assert.match(run.stderr, /letter\.jpg: This file is not a photo/);
});
