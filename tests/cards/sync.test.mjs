// @ts-check
// The notebook on telephones, as programs of others see it: vdirsyncer keeps two folders and the
// notebook alike in both directions, khard reads what it kept.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { startDemo } from "../demo.mjs";
import { owner } from "./telephone.mjs";

const MANY = 1000;

/** @type {import("../demo.mjs").Demo} */
let demo;
/** @type {string} */
let folder;

before(async () => {
  demo = await startDemo();
  folder = mkdtempSync(join(tmpdir(), "cinqasept-cards-"));
  const { login, secret } = await owner(demo, "operator");
  for (const side of ["one", "two"]) {
    mkdirSync(join(folder, side));
    const config = [
      "[general]",
      `status_path = "${folder}/status-${side}"`,
      "[pair book]",
      'a = "here"',
      'b = "there"',
      "collections = null",
      'conflict_resolution = "b wins"',
      "[storage here]",
      'type = "filesystem"',
      `path = "${folder}/${side}"`,
      'fileext = ".vcf"',
      "[storage there]",
      'type = "carddav"',
      `url = "${demo.url}/dav/books/notebook/"`,
      `username = "${login}"`,
      `password = "${secret}"`,
    ];
    writeFileSync(join(folder, `${side}.conf`), `${config.join("\n")}\n`);
  }
});
after(async () => {
  await demo.close();
  rmSync(folder, { recursive: true });
});

/**
 * @param {string} side
 * @param {string} what
 */
function vdirsyncer(side, what) {
  const env = { ...process.env, VDIRSYNCER_CONFIG: join(folder, `${side}.conf`) };
  return execFileSync("vdirsyncer", [what], { env, input: "y\ny\n", encoding: "utf8", stdio: ["pipe", "pipe", "pipe"] });
}

/** @param {number} n */
function card(n) {
  return [
    "BEGIN:VCARD",
    "VERSION:3.0",
    `UID:carte-${n}@exemple.test`,
    `FN:Éloïse Nguyễn ${n}`,
    `N:Nguyễn ${n};Éloïse;;;`,
    `ORG:Cacao du Nord;Atelier ${n % 7}`,
    "TITLE:Chocolatière\\, fondatrice",
    `TEL;TYPE=cell:514 555-${String(n).padStart(4, "0")}`,
    `item1.EMAIL;TYPE=pref:eloise.${n}@exemple.test`,
    "item1.X-ABLabel:Chalet",
    "ADR;TYPE=work:;;12\\, rue des Érables;Laval;QC;H7N 1A1;Canada",
    "BDAY:1985-04-12",
    "CATEGORIES:chocolat,Montréal",
    `NOTE:Deux lignes\\net ${"une longue suite ".repeat(n % 9)}fin`,
    `X-SOCIALPROFILE;TYPE=mastodon;X-USER=e${n}:https://social.exemple.test/@e${n}`,
    "END:VCARD",
    "",
  ].join("\r\n");
}

/**
 * What the cards of a folder say, by UID: unfolded lines, in no order.
 * @param {string} side
 */
function said(side) {
  const files = readdirSync(join(folder, side)).filter((name) => name.endsWith(".vcf"));
  const cards = files.map((name) => {
    const text = readFileSync(join(folder, side, name), "utf8").replace(/\r?\n[ \t]/g, "");
    return text.split(/\r?\n/).filter(Boolean).sort().join("\n");
  });
  return cards.sort();
}

test("a thousand contacts go up, come down on another machine, and nothing differs", () => {
  for (let n = 0; n < MANY; n += 1) writeFileSync(join(folder, "one", `carte-${n}.vcf`), card(n));
  vdirsyncer("one", "discover");
  vdirsyncer("one", "sync");
  vdirsyncer("two", "discover");
  vdirsyncer("two", "sync");
  vdirsyncer("one", "sync");
  const [one, two] = [said("one"), said("two")];
  assert.ok(one.length >= MANY, `${one.length}`);
  assert.deepEqual(two, one);
  const lines = one.join("\n");
  for (const kept of ["X-SOCIALPROFILE", "Chocolatière\\, fondatrice", "X-ABLabel:Chalet", "CATEGORIES:chocolat,Montréal"]) {
    assert.ok(lines.includes(kept), kept);
  }
  // Whatever the order of properties and the folding of lines, a card says what was sent.
  const sent = card(42).split("\r\n").filter(Boolean).sort().join("\n");
  const kept = one.find((text) => text.includes("UID:carte-42@"));
  assert.equal(kept?.toLowerCase(), sent.toLowerCase());
});

test("what changes on one side changes on the other, and what is deleted goes", () => {
  const files = readdirSync(join(folder, "two")).filter((name) => name.endsWith(".vcf"));
  const find = (/** @type {string} */ uid) =>
    files.find((name) => readFileSync(join(folder, "two", name), "utf8").includes(`UID:${uid}@`)) ?? "";
  const changed = join(folder, "two", find("carte-7"));
  writeFileSync(changed, readFileSync(changed, "utf8").replace("514 555-0007", "438 555-0007"));
  unlinkSync(join(folder, "two", find("carte-8")));
  vdirsyncer("two", "sync");
  vdirsyncer("one", "sync");
  const one = said("one").join("\n");
  assert.ok(one.includes("438 555-0007") && !one.includes("514 555-0007"));
  assert.ok(!one.includes("carte-8@"));
  assert.deepEqual(said("two"), said("one"));
});

test("khard reads them", () => {
  const config = ["[addressbooks]", "[[book]]", `path = ${folder}/one`, "[general]", "default_action = list", ""];
  writeFileSync(join(folder, "khard.conf"), config.join("\n"));
  const list = execFileSync("khard", ["-c", join(folder, "khard.conf"), "list", "--parsable", "--fields", "name,emails"], {
    encoding: "utf8",
    maxBuffer: 1 << 24,
  });
  assert.ok(list.split("\n").filter((line) => line.includes("Nguyễn")).length >= MANY - 1, list.slice(0, 400));
});
