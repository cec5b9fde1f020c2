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

/** @type {import("./house.mjs").House} */
let house;
/** @type {string} */
let event;
/** @type {string} */
let profile;

before(async () => {
  house = await openHouse("afternoon");
  event = new URL(house.roles.get("evening") ?? "").pathname.split("/")[2] ?? "";
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

/** The address by which a device comes in, from the host's page. @param {import("playwright-core").Page} host */
async function invited(host) {
  await host.goto(`/events/${event}/devices`);
  await host.fill("#name", "Tablette de l’entrée");
  await host.locator("form[action$='/devices'] button").first().click();
  const code = await host.locator(".pass-name").innerText();
  return `${house.url}/door/${event}/#${code.replace(/\s/g, "")}`;
}

/** @param {import("playwright-core").Page} page @param {string} words */
const says = (page, words) => page.waitForFunction((text) => document.querySelector(".truth")?.textContent?.includes(text), words);

/** @param {import("playwright-core").Page} page @param {string} key @returns {Promise<any>} what the device keeps under a name */
const kept = (page, key) =>
  page.evaluate(
    ([event, key]) =>
      new Promise((done) => {
        const open = indexedDB.open(`door-${event}`);
        open.onsuccess = () => {
          const all = open.result.transaction(key).objectStore(key).getAll();
          all.onsuccess = () => {
            open.result.close();
            done(all.result);
          };
        };
      }),
    /** @type {const} */ ([event, key]),
  );

test("fifty people come in by search without network, the browser is killed, and all are on the server once", async () => {
  const host = await visitor(house, { role: "greeter", viewport: TABLET });
  const address = await invited(host);
  await accessible(host);

  let { context, page } = await tablet();
  await page.goto(address);
  await page.waitForFunction(() => document.querySelectorAll("[data-list=awaited] li").length > 0);
  assert.ok(!page.url().includes("#"), "the code does not stay in the address");
  await says(page, "En ligne");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await accessible(page);

  await context.setOffline(true);
  await page.reload();
  await says(page, "Hors ligne depuis");
  const people = (await kept(page, "people")).filter((/** @type {any} */ person) => person.word && person.word !== "no");
  const fifty = people.slice(0, 50);
  // The cast is smaller than fifty: whoever is missing walks in.
  const missing = 50 - fifty.length;
  for (const person of fifty) {
    await page.locator("#q").focus();
    await page.keyboard.type([person.given, person.family].filter(Boolean).join(" "));
    await page.keyboard.press("Enter");
    await page.waitForFunction((id) => document.querySelector("[data-card-place] section")?.getAttribute("data-card") === id, person.id);
    await page.locator("[data-card-place] select").first().waitFor();
    await page.locator("[data-card-place] form.admit button").focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => /** @type {HTMLInputElement} */ (document.querySelector("#q")).value === "");
    await page.locator("[data-card-place] form[data-act=depart]").waitFor();
  }
  for (let n = 0; n < missing; n++) {
    await page.locator("#name").focus();
    await page.keyboard.type(`Zzz${String.fromCharCode(97 + n)}xq`);
    await page.keyboard.press("Enter");
    await page.waitForFunction((count) => Number(document.querySelector("[data-came]")?.textContent) >= count, fifty.length + n + 1);
  }
  await says(page, "Entrées en attente: 50");
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
  await says(page, "Entrées en attente: 50");
  await context.setOffline(false);
  await says(page, "Rien n’attend");
  await page.waitForFunction(() => document.querySelector(".truth")?.textContent?.includes("En ligne"));
  const log = await host.evaluate(async (id) => (await fetch(`/api/v1/events/${id}/log`)).json(), event);
  const stored = log.entries.filter((/** @type {any} */ entry) => entry.kind === "arrival");
  const ids = said.map((/** @type {any} */ entry) => entry.id).sort();
  assert.deepEqual(stored.map((/** @type {any} */ entry) => entry.id).sort(), ids, "each once, none lost");

  // Taken off: the guest list goes, and the device says why.
  await host.goto(`/events/${event}/devices`);
  await host.locator("form[action$='/revocation'] button").first().click();
  await page.locator("[data-screen=gone]").waitFor();
  assert.deepEqual(await kept(page, "people"), []);
  await accessible(page);
  await context.close();
});
