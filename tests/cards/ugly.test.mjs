// @ts-check
// Every file of the ugly folder, brought into a notebook by its page: what goes out again is accepted
// by two readers that share nothing with ours, card by card, and forgets nobody.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";

import ICAL from "ical.js";

import { startDemo } from "../demo.mjs";
import { owner } from "./telephone.mjs";

const HERE = import.meta.dirname;
const UGLY = resolve(HERE, "../../fixtures/cards/ugly");

/** @type {import("../demo.mjs").Demo} */
let demo;
/** @type {import("./telephone.mjs").Owner} */
let me;
/** @type {string} */
let folder;

before(async () => {
  demo = await startDemo();
  folder = mkdtempSync(join(tmpdir(), "cinqasept-ugly-"));
  me = await owner(demo, "operator");
  for (const name of readdirSync(UGLY).sort()) await bringIn(name);
});
after(async () => {
  await demo.close();
  rmSync(folder, { recursive: true });
});

/**
 * Sends a file as the page does, and keeps what it holds.
 * @param {string} name
 */
async function bringIn(name) {
  const headers = { cookie: me.cookie, "sec-fetch-site": "same-origin" };
  const body = new FormData();
  body.append("file", new Blob([readFileSync(join(UGLY, name))]), name);
  const sent = await fetch(new URL("/notebook/import", demo.url), { method: "POST", headers, body, redirect: "manual" });
  const preview = sent.headers.get("location");
  assert.ok(preview, `${name}: ${sent.status}`);
  const kept = await fetch(new URL(preview, demo.url), { method: "POST", headers, redirect: "manual" });
  assert.equal(kept.status, 303, `${name}: ${await kept.text()}`);
}

/**
 * A name without the escapes that one of the two leaves in.
 * @param {string} name
 */
function plain(name) {
  return name.replaceAll("\\", "").trim();
}

for (const version of ["3", "4"]) {
  test(`what went in goes out as vCard ${version}.0, and vobject and ical.js take every card`, async () => {
    const answer = await me.get(`/notebook/file?file=vcard${version}`);
    const text = await answer.text();
    const path = join(folder, `${version}.vcf`);
    writeFileSync(path, text);
    const read = execFileSync("python3", [resolve(HERE, "read_back.py"), path], { encoding: "utf8", maxBuffer: 1 << 26 });
    /** @type {{ fn: string[] }[]} */
    const theirs = JSON.parse(read);
    const cards = text.split(/(?<=\r\nEND:VCARD\r\n)/);
    assert.ok(cards.length > 70, `${cards.length}`);
    assert.equal(theirs.length, cards.length);
    for (const card of cards) {
      const component = new ICAL.Component(ICAL.parse(card));
      // Dates and the like are read when they are asked for.
      for (const property of component.getAllProperties()) property.getValues().map(String);
      const name = plain(String(component.getFirstPropertyValue("fn")));
      assert.ok(theirs.some(({ fn }) => fn.some((other) => plain(other) === name)), card);
    }
    for (const kept of ["Adélard Thibodeau-Quéré", "Télesphore Évêque", "Bảo-Châu", "Cœlina L’Écuyer", "Kildare"]) {
      assert.ok(text.replace(/\r\n /g, "").includes(kept), kept);
    }
  });
}
