// @ts-check
// The door's screen tells the truth, and nothing is dropped, when things go wrong: a queue carried by
// file, two tabs, an update in mid-evening, a full disk, a device taken off, a wrong clock, the end.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { between } from "./between.mjs";
import { TABLET, accessible, openHouse, visitor } from "./house.mjs";
import { admit, codeFor, device, eveningOf, expected, kept, listed, logOf, savedQueue, says, sent, takenOff, walkIn } from "./tablet.mjs";

/** @type {import("./house.mjs").House} */
let house;
/** @type {string} */
let event;
/** @type {import("playwright-core").Page} */
let host;

before(async () => {
  house = await openHouse("afternoon");
  event = eveningOf(house);
  host = await visitor(house, { role: "greeter", viewport: TABLET });
});
after(() => house.close());

/** @param {any[]} entries */
const ids = (entries) => entries.map(({ id }) => id).sort();

/** What waits on a device, by id. @param {import("playwright-core").Page} page */
const waiting = async (page) => ids(await kept(page, "queue"));

/** Every entry the server has, each once: these among them. @param {string[]} want */
async function stored(want) {
  const have = ids(await logOf(host, event));
  assert.equal(new Set(have).size, have.length, "none doubled");
  assert.deepEqual(want.filter((id) => !have.includes(id)), [], "none lost");
}

test("a queue saved to a file goes in by another device and by the interface, each entry once", async () => {
  const { context, page } = await device(house, host, event);
  await context.setOffline(true);
  await says(page, "Hors ligne depuis");
  for (const person of (await expected(page)).slice(0, 2)) await admit(page, person);
  await walkIn(page, "Vasco");
  await says(page, "Entrées en attente : 3");
  const { path, text } = await savedQueue(page);
  const saved = JSON.parse(text);
  assert.deepEqual(ids(saved.entries), await waiting(page));

  const other = await device(house, host, event);
  await other.page.evaluate(() => document.querySelector(".truth details")?.setAttribute("open", ""));
  await other.page.setInputFiles("#file", { name: "notes.json", mimeType: "application/json", buffer: Buffer.from('{"entries":[{}]}') });
  await other.page.locator("[data-alarm]").getByText("n’est pas une file").waitFor();
  await other.page.setInputFiles("#file", path);
  await other.page.waitForFunction(() => document.querySelector("[data-told]")?.textContent?.includes("relues : 3"));
  await sent(other.page);
  await stored(ids(saved.entries));
  await accessible(other.page);

  const before = (await logOf(host, event)).length;
  const receipt = await host.evaluate(
    async ([id, body]) => (await fetch(`/api/v1/events/${id}/log`, { method: "POST", body })).json(),
    /** @type {const} */ ([event, text]),
  );
  assert.deepEqual([receipt.stored, receipt.known.sort(), receipt.refused], [[], ids(saved.entries), []]);

  // The device that saved it comes back: what it holds is known already.
  await context.setOffline(false);
  await sent(page);
  assert.deepEqual(await waiting(page), []);
  assert.equal((await logOf(host, event)).length, before, "nothing twice");
  await context.close();
  await other.context.close();
});

test("two tabs of one door let people in at once, by one queue", async () => {
  const { context, page } = await device(house, host, event);
  const second = await context.newPage();
  await second.goto(`${house.url}/door/${event}/`);
  await listed(second);
  await sent(second);
  await context.setOffline(true);
  const came = Number(await page.locator("[data-came]").innerText());
  /** @param {import("playwright-core").Page} tab @param {string[]} names */
  const walkAllIn = async (tab, names) => {
    for (const name of names) await walkIn(tab, name);
  };
  await Promise.all([walkAllIn(page, ["Quirin", "Zébulon", "Ygraine"]), walkAllIn(second, ["Wolfram", "Xanthe", "Fjodor"])]);
  for (const tab of [page, second]) {
    await says(tab, "Entrées en attente : 6");
    await tab.waitForFunction((heads) => Number(document.querySelector("[data-came]")?.textContent) === heads, came + 6);
  }
  // The same person by both, in the same instant: whatever is noted, they are one in the room.
  const person = (await expected(page)).find(({ company }) => !company);
  await Promise.all([page, second].map(async (tab) => {
    await tab.locator("#q").fill([person?.given, person?.family].filter(Boolean).join(" "));
    await tab.locator(`[data-list=found] form[data-person="${person?.id}"] button`).waitFor();
  }));
  const press = (/** @type {import("playwright-core").Page} */ tab) =>
    tab.evaluate((id) => /** @type {HTMLElement} */ (document.querySelector(`[data-list=found] form[data-person="${id}"] button`)).click(), person?.id);
  await Promise.all([page, second].map(press));
  for (const tab of [page, second]) {
    await tab.waitForFunction((heads) => Number(document.querySelector("[data-came]")?.textContent) === heads, came + 7);
  }
  const all = await waiting(page);
  assert.ok(all.length >= 7);
  await context.setOffline(false);
  for (const tab of [page, second]) await sent(tab);
  await stored(all);
  for (const tab of [page, second]) assert.equal(await tab.locator("[data-came]").innerText(), String(came + 7));
  await context.close();
});

test("an update in mid-evening is offered, taken when wanted, and loses nothing that waits", async (story) => {
  const old = (await (await fetch(`${house.url}/door/${event}/worker.js`)).text()).match(/self\.VERSION = "(\w+)"/)?.[1] ?? "";
  let version = old;
  const newer = old.replace(/./, (first) => (first === "f" ? "0" : "f"));
  const proxy = await between(house.url, {
    asked: (path) => path.replace(newer, old),
    said: (_, text) => text.replaceAll(old, version),
  });
  story.after(proxy.close);
  const { context, page } = await device(house, host, event, { url: proxy.url });
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await context.setOffline(true);
  await walkIn(page, "Thibald");
  await says(page, "Entrées en attente : 1");
  version = newer;
  // The network comes back for the app's files, and not yet for what waits.
  await page.route("**/api/**", (route) => route.abort());
  await context.setOffline(false);
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await page.locator("[data-update]").waitFor();
  await accessible(page);
  assert.deepEqual((await waiting(page)).length, 1);
  const said = await waiting(page);
  await Promise.all([page.waitForEvent("load"), page.locator("[data-update] button").click()]);
  await listed(page);
  assert.ok((await page.locator("script[type=module]").getAttribute("src"))?.includes(newer), "the new version is there");
  assert.equal(await page.locator("[data-update]").isVisible(), false);
  await says(page, "Entrées en attente : 1");
  assert.deepEqual(await waiting(page), said);
  await page.unroute("**/api/**");
  await sent(page);
  await stored(said);
  await context.close();
});

test("a full disk is said at once, and what it could not hold is kept, saved and sent", async () => {
  const { context, page } = await device(house, host, event);
  await context.setOffline(true);
  await walkIn(page, "Odoacre");
  // The disk is full from now on: writing into the queue is refused as browsers refuse it.
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...what) {
      if (this.name !== "queue" || !Reflect.get(window, "full")) return put.apply(this, what);
      throw new DOMException("no room", "QuotaExceededError");
    };
    Reflect.set(window, "full", true);
  });
  await walkIn(page, "Pépin");
  await page.locator("[data-alarm]").getByText("QuotaExceededError").waitFor();
  assert.ok(await page.locator("[data-alarm] [data-save]").isVisible(), "the file is offered beside it");
  await accessible(page);
  await says(page, "Entrées en attente : 2");
  assert.equal((await waiting(page)).length, 1, "the disk holds the first only");
  const { text } = await savedQueue(page, "[data-alarm] [data-save]");
  const both = ids(JSON.parse(text).entries);
  assert.equal(both.length, 2);
  // Whoever leaves the page is asked first.
  const asked = page.waitForEvent("dialog");
  page.close({ runBeforeUnload: true });
  const dialog = await asked;
  assert.equal(dialog.type(), "beforeunload");
  await dialog.dismiss();
  // There is room again: the next word takes the other along.
  await page.evaluate(() => Reflect.set(window, "full", false));
  await walkIn(page, "Clothilde");
  assert.equal((await waiting(page)).length, 3);
  assert.equal(await page.locator("[data-alarm]").isVisible(), false);
  // Full once more, and sent from memory alone.
  await page.evaluate(() => Reflect.set(window, "full", true));
  await walkIn(page, "Gontran");
  const last = ids(JSON.parse((await savedQueue(page)).text).entries);
  assert.equal(last.length, 4);
  await context.setOffline(false);
  await sent(page);
  await stored(last);
  await context.close();
});

test("a list that finds no room is said to be there only while the page is open", async () => {
  const { context, page } = await device(house, host, event, {
    before: (context) =>
      context.addInitScript(() => {
        const put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function (...what) {
          if (this.name !== "people") return put.apply(this, what);
          throw new DOMException("no room", "QuotaExceededError");
        };
      }),
  });
  await says(page, "pas la place de garder la liste");
  await walkIn(page, "Hildebrand");
  await sent(page);
  await says(page, "pas la place de garder la liste");
  await context.close();
});

test("a device taken off keeps what it had not sent, and sends it when it comes back in", async () => {
  const { context, page } = await device(house, host, event);
  await context.setOffline(true);
  await walkIn(page, "Radegonde");
  const said = await waiting(page);
  await takenOff(host, event);
  await context.setOffline(false);
  await page.locator("[data-screen=gone]").waitFor();
  assert.deepEqual(await kept(page, "people"), [], "the list is erased");
  assert.deepEqual(await waiting(page), said, "what was said is not");
  await accessible(page);
  await page.locator("[data-screen=gone] [data-wipe]").click();
  await page.locator("[data-alarm]").getByText("attendent encore").waitFor();
  const { text } = await savedQueue(page, "[data-screen=gone] [data-save]");
  assert.deepEqual(ids(JSON.parse(text).entries), said);
  // It stays so after a restart, and a dead code changes nothing.
  await page.goto(`${house.url}/door/${event}/#AAAAABBBBB`);
  await page.reload();
  await page.locator("[data-screen=gone]").waitFor();
  await page.fill("#code", "AAAAA BBBBB");
  await page.keyboard.press("Enter");
  await page.locator("#code-error").waitFor();
  assert.deepEqual(await waiting(page), said);
  await page.fill("#code", await codeFor(host, event));
  await page.keyboard.press("Enter");
  await listed(page);
  await sent(page);
  await stored(said);
  await context.close();
});

test("a wrong clock is shown, and what is noted is noted by the server's", async () => {
  const { server_at } = await host.evaluate(async (id) => (await fetch(`/api/v1/events/${id}/door`)).json(), event);
  const off = 9 * 60_000;
  const { context, page } = await device(house, host, event, {
    before: (context) => context.clock.install({ time: Date.parse(server_at) + off }),
  });
  await says(page, "avance de 9 min");
  await accessible(page);
  await walkIn(page, "Sigismond");
  await sent(page);
  const entry = (await logOf(host, event)).find((one) => one.walk_in?.given === "Sigismond");
  const apart = Math.abs(Date.parse(entry.device_at) - Date.parse(entry.server_at));
  assert.ok(apart < 60_000, `${apart} ms apart`);
  await context.close();
});

test("a device whose clock is days ahead, off line before it was measured, forgets nothing", async () => {
  const { context, page } = await device(house, host, event, {
    before: (context) => context.route("**/door/report", (route) => route.abort()),
  });
  await says(page, "Hors ligne depuis");
  assert.equal(await page.locator("[data-screen=gone]").isVisible(), false);
  assert.ok((await expected(page)).length > 20);
  await context.close();
});

test("once the evening is over the list is erased, and what was refused stays with its reason", async (story) => {
  let later = 0;
  const proxy = await between(house.url, {
    said: (path, text) => (!later || !path.endsWith("/report") ? text : JSON.stringify({ server_at: new Date(Date.parse(JSON.parse(text).server_at) + later).toISOString() })),
  });
  story.after(proxy.close);
  const { context, page } = await device(house, host, event, { url: proxy.url });
  // Said by a device that knew somebody whom this house does not.
  const [nobody, id] = ["01999999-0000-7000-8000-00000000ffff", "019a7000-0000-7000-8000-00000000abcd"];
  const file = { version: 1, event, device: nobody, entries: [{ id, device_at: "2026-11-12T21:40:00Z", kind: "departure", person: nobody }] };
  await page.evaluate(() => document.querySelector(".truth details")?.setAttribute("open", ""));
  await page.setInputFiles("#file", { name: "door.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(file)) });
  await page.locator("[data-alarm]").getByText("refusées par le serveur : 1").waitFor();
  const [refused] = await kept(page, "queue");
  assert.equal(refused.id, id);
  assert.ok((await page.locator("[data-refused]").innerText()).includes(refused.why));
  await accessible(page);
  // It does not hold up forgetting; something that waits would.
  await context.setOffline(true);
  await walkIn(page, "Ursule");
  later = 36 * 3_600_000;
  await context.setOffline(false);
  await page.reload();
  await page.locator("[data-screen=gone]").getByText("La soirée est finie").waitFor();
  assert.deepEqual(await kept(page, "people"), []);
  assert.deepEqual(await waiting(page), [id]);
  const { text } = await savedQueue(page, "[data-screen=gone] [data-save]");
  assert.deepEqual(ids(JSON.parse(text).entries), [id]);
  await accessible(page);
  await page.locator("[data-screen=gone] [data-wipe]").click();
  await page.locator("[data-screen=join]").waitFor();
  assert.equal((await logOf(host, event)).filter((one) => one.walk_in?.given === "Ursule").length, 1);
  await context.close();
});
