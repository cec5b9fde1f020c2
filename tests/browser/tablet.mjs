// @ts-check
// A device at the door of an evening: how it comes in, lets people in, and what it keeps.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { TABLET } from "./house.mjs";

/**
 * @typedef {import("playwright-core").Page} Page
 * @typedef {import("./house.mjs").House} House
 * @typedef {{ id: string, given: string, family?: string, word?: string, company?: number }} Person
 */

/** The event of the demo's evening. @param {House} house */
export const eveningOf = (house) => new URL(house.roles.get("evening") ?? "").pathname.split("/")[2] ?? "";

/** The code by which one device comes in, from the host's page. @param {Page} host @param {string} event */
export async function codeFor(host, event) {
  await host.goto(`/events/${event}/devices`);
  await host.fill("#name", "Tablette de l’entrée");
  await host.locator("form[action$='/devices'] button").first().click();
  return (await host.locator(".pass-name").innerText()).replace(/\s/g, "");
}

/** Takes the one device that is left off the door. @param {Page} host @param {string} event */
export async function takenOff(host, event) {
  await host.goto(`/events/${event}/devices`);
  await host.locator("form[action$='/revocation'] button").first().click();
}

/**
 * A device that has come in and keeps everything it needs.
 * @param {House} house @param {Page} host @param {string} event
 * @param {{ url?: string, before?: (context: import("playwright-core").BrowserContext) => Promise<unknown>, viewport?: { width: number, height: number } }} [options]
 */
export async function device(house, host, event, options = {}) {
  const context = await house.browser.newContext({
    viewport: options.viewport ?? TABLET,
    locale: "fr-CA",
    reducedMotion: "reduce",
    acceptDownloads: true,
  });
  await options.before?.(context);
  const page = await context.newPage();
  /** @type {Error[]} */
  const faults = [];
  page.on("pageerror", (error) => faults.push(error));
  context.on("close", () => {
    if (faults.length) throw faults[0];
  });
  await page.goto(`${options.url ?? house.url}/door/${event}/#${await codeFor(host, event)}`);
  await listed(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  return { context, page };
}

/** Waits until the guest list is there. @param {Page} page */
export const listed = (page) => page.waitForFunction(() => document.querySelectorAll("[data-list=awaited] li").length > 0);

/** @param {Page} page @param {string} words */
export const says = (page, words) =>
  page.waitForFunction((text) => document.querySelector(".truth")?.textContent?.includes(text), words);

/** Everything that waits is on the server. @param {Page} page */
export async function sent(page) {
  await says(page, "Rien n’attend");
  await says(page, "En ligne");
}

/** @param {Page} page @param {string} key @returns {Promise<any>} what the device keeps under a name */
export const kept = (page, key) =>
  page.evaluate(
    (key) =>
      new Promise((done) => {
        const open = indexedDB.open(`door-${document.body.dataset.event}`);
        open.onsuccess = () => {
          const all = open.result.transaction(key).objectStore(key).getAll();
          all.onsuccess = () => {
            open.result.close();
            done(all.result);
          };
        };
      }),
    key,
  );

/** Whom the device expects, and has not seen. @param {Page} page @returns {Promise<Person[]>} */
export async function expected(page) {
  const shown = await page.locator("[data-list=awaited] form, [data-list=later] form").evaluateAll((all) => all.map((form) => form.getAttribute("data-person")));
  const people = await kept(page, "people");
  assert.ok(shown.length && people.length, `${shown.length} on the screen, ${people.length} on the disk`);
  return people.filter((/** @type {Person} */ person) => shown.includes(person.id));
}

/** Lets somebody in by search and keys. @param {Page} page @param {Person} person */
export async function admit(page, person) {
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

/** Lets in somebody whom nobody resembles. @param {Page} page @param {string} name */
export async function walkIn(page, name) {
  const came = Number(await page.locator("[data-came]").innerText());
  await page.locator("#name").focus();
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  await page.waitForFunction((count) => Number(document.querySelector("[data-came]")?.textContent) > count, came);
}

/** Saves what waits to a file, and reads that. @param {Page} page @param {string} [button] */
export async function savedQueue(page, button = "[data-screen=door] [data-save]") {
  const saving = page.waitForEvent("download");
  await page.evaluate(() => document.querySelector(".truth details")?.setAttribute("open", ""));
  await page.locator(button).first().click();
  const path = await (await saving).path();
  return { path, text: await readFile(path, "utf8") };
}

/** The log as the server has it. @param {Page} host @param {string} event @returns {Promise<any[]>} */
export const logOf = (host, event) =>
  host.evaluate(async (id) => (await (await fetch(`/api/v1/events/${id}/log`)).json()).entries, event);
