// @ts-check
// The door of an evening on a tablet of its own, with Chromium's network off: a cold start, fifty
// people let in by search with the keyboard alone, the browser killed and started again, and all
// fifty on the server once.

import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { chromium } from "playwright-core";

import { TABLET, accessible, openHouse, visitor } from "./house.mjs";
import { admit, codeFor, eveningOf, expected, kept, listed, logOf, says, takenOff, walkIn } from "./tablet.mjs";

/** @type {import("./house.mjs").House} */
let house;
/** @type {string} */
let event;
/** @type {string} */
let profile;

before(async () => {
  house = await openHouse("afternoon");
  event = eveningOf(house);
  profile = await mkdtemp(join(tmpdir(), "cinqasept-tablet-"));
});
after(async () => {
  await house.close();
  await rm(profile, { recursive: true, force: true });
});

/** A tablet that keeps what it has from one start to the next. */
async function tablet() {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: "/usr/bin/chromium",
    viewport: TABLET,
    locale: "fr-CA",
    reducedMotion: "reduce",
    args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.on("pageerror", (error) => assert.fail(`script error: ${error.message}`));
  return { context, page };
}

/** Kills the tablet's browser as a power cut would: the process whose profile it is. */
async function killed() {
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const line = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    if (line.includes(`--user-data-dir=${profile}`) && !line.includes("--type=")) process.kill(Number(pid), "SIGKILL");
  }
  await rm(join(profile, "SingletonLock"), { force: true });
}

test("fifty people come in by search without network, the browser is killed, and all are on the server once", async () => {
  const host = await visitor(house, { role: "greeter", viewport: TABLET });
  const address = `${house.url}/door/${event}/#${await codeFor(host, event)}`;
  await accessible(host);

  let { context, page } = await tablet();
  await page.goto(address);
  await listed(page);
  assert.ok(!page.url().includes("#"), "the code does not stay in the address");
  await says(page, "En ligne");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await accessible(page);

  await context.setOffline(true);
  await page.reload();
  await says(page, "Hors ligne depuis");
  const people = await expected(page);
  const fifty = people.slice(0, 50);
  for (const person of fifty) await admit(page, person);
  // The cast is smaller than fifty: whoever is missing walks in.
  for (let n = fifty.length; n < 50; n++) await walkIn(page, `Zzz${String.fromCharCode(97 + n - fifty.length)}xq`);
  await says(page, "Entrées en attente : 50");
  await accessible(page);
  for (const width of [320, 360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await accessible(page);
  }
  const said = (await kept(page, "queue")).map((/** @type {any} */ one) => one.entry);
  assert.equal(said.length, 50);

  // Killed, and started again without network: nothing is gone.
  await killed();
  await context.close().catch(() => undefined);
  ({ context, page } = await tablet());
  await context.setOffline(true);
  await page.goto(`${house.url}/door/${event}/`);
  await says(page, "Entrées en attente : 50");
  await context.setOffline(false);
  await says(page, "Rien n’attend");
  await page.waitForFunction(() => document.querySelector(".truth")?.textContent?.includes("En ligne"));
  const stored = (await logOf(host, event)).filter((/** @type {any} */ entry) => entry.kind === "arrival");
  const ids = said.map((/** @type {any} */ entry) => entry.id).sort();
  assert.deepEqual(stored.map((/** @type {any} */ entry) => entry.id).sort(), ids, "each once, none lost");

  // Taken off: the guest list goes, and the device says why.
  await takenOff(host, event);
  await page.locator("[data-screen=gone]").waitFor();
  assert.deepEqual(await kept(page, "people"), []);
  await accessible(page);
  await context.close();
});
