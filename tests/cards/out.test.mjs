// @ts-check
// What goes out, read by programs of others: files of the notebook by vobject and ical.js, the code
// of a card by zbar and zxing.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";

import ICAL from "ical.js";

import { startDemo } from "../demo.mjs";
import { owner } from "./telephone.mjs";

const HERE = import.meta.dirname;

/** @type {import("../demo.mjs").Demo} */
let demo;
/** @type {string} */
let folder;
/** @type {import("./telephone.mjs").Owner} */
let me;

before(async () => {
  demo = await startDemo("end");
  folder = mkdtempSync(join(tmpdir(), "cinqasept-out-"));
  me = await owner(demo, "protagonist");
});
after(async () => {
  await demo.close();
  rmSync(folder, { recursive: true });
});

/** @param {string} path */
async function bytes(path) {
  const answer = await me.get(path);
  assert.equal(answer.status, 200, path);
  return answer.text();
}

for (const file of ["vcard3", "vcard4"]) {
  test(`the notebook as ${file} is accepted by vobject and by ical.js`, async () => {
    const text = await bytes(`/notebook/file?file=${file}`);
    const path = join(folder, `${file}.vcf`);
    writeFileSync(path, text);
    const count = text.split("BEGIN:VCARD").length - 1;
    assert.ok(count > 3, text);
    const read = JSON.parse(execFileSync("python3", [resolve(HERE, "read_back.py"), path], { encoding: "utf8" }));
    const names = read.map((/** @type {{ fn: string[] }} */ card) => card.fn[0]).sort();
    assert.equal(names.length, count);
    const cards = text.split(/(?<=END:VCARD\r\n)/).map((card) => new ICAL.Component(ICAL.parse(card)));
    const theirs = cards.map((card) => String(card.getFirstPropertyValue("fn"))).sort();
    assert.deepEqual(theirs, names);
  });
}

test("the notebook as JSContact and as a table holds the same people", async () => {
  const cards = JSON.parse(await bytes("/notebook/file?file=jscontact"));
  const table = await bytes("/notebook/file?file=csv");
  for (const card of cards) assert.ok(table.includes(card.name.full), card.name.full);
});

test("private notes are in the file only when they are asked for", async () => {
  const without = await bytes("/notebook/file?file=vcard4");
  const asked = await bytes("/notebook/file?file=vcard4&notes=on");
  assert.ok(!without.includes("— Cinq à sept —"));
  assert.ok(asked.includes("— Cinq à sept —"));
});

test("the code of a card is read by zxing and by zbar, accents and all", async () => {
  const home = await bytes("/me");
  const own = /href="(\/people\/[0-9a-f-]{36})"/.exec(home)?.[1];
  assert.ok(own, home);
  const page = await bytes(`${own}/cards`);
  const svg = /<svg xmlns[\s\S]*?<\/svg>/.exec(page)?.[0] ?? "";
  const path = join(folder, "code.svg");
  writeFileSync(path, svg);
  const zxing = execFileSync("python3", [resolve(HERE, "read_code.py"), path], { encoding: "utf8" });
  const zbar = execFileSync("zbarimg", ["--quiet", "--raw", `${path}.png`], { encoding: "utf8" });
  assert.match(zxing, /^BEGIN:VCARD/);
  assert.equal(zbar.trim().replace(/\r/g, ""), zxing.trim().replace(/\r/g, ""));
  for (const text of [zxing, zbar]) assert.match(text, /[éèàôÉ’]/, text);
});

test("a card comes as a file of either version", async () => {
  const home = await bytes("/me");
  const own = /href="(\/people\/[0-9a-f-]{36})"/.exec(home)?.[1];
  for (const [version, line] of [["3.0", "VERSION:3.0"], ["4.0", "VERSION:4.0"]]) {
    const text = await bytes(`${own}/cards.vcf?version=${version}`);
    assert.ok(text.includes(line), text);
  }
});
