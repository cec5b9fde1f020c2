// @ts-check
// The whole door by keys alone, on a tablet without network: every state is reached by Tab and Enter,
// the focus is always to be seen, and nothing is cut off at 320 pixels or at twice the size.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { PHONE, TABLET, accessible, openHouse, visitor } from "./house.mjs";
import { codeFor, device, eveningOf, expected, kept, logOf, says, sent } from "./tablet.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** @type {import("./house.mjs").House} */
let house;
/** @type {string} */
let event;
/** @type {Page} */
let host;

before(async () => {
  house = await openHouse("afternoon");
  event = eveningOf(house);
  host = await visitor(house, { role: "greeter", viewport: TABLET });
});
after(() => house.close());

/** What has the focus: to be seen, with a ring around it. @param {Page} page */
async function focus(page) {
  // What a redraw takes the focus from gives it on within the frame.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const told = await page.evaluate(() => {
    const at = document.activeElement;
    if (!(at instanceof HTMLElement) || at === document.body) return { lost: true };
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    const seen = box.top >= -1 && box.bottom <= innerHeight + 1 && box.left >= -1 && box.right <= innerWidth + 1;
    return { lost: false, ring: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2, seen, what: at.outerHTML.slice(0, 120) };
  });
  assert.ok(!told.lost, "the focus is lost");
  assert.ok(told.ring && told.seen, `the focus is not to be seen: ${JSON.stringify(told)}`);
}

/** Goes on by Tab until something has the focus, and sees it all the way. @param {Page} page @param {string} to @param {"Tab" | "Shift+Tab"} [key] */
async function tab(page, to, key = "Tab") {
  for (let steps = 0; steps < 60; steps += 1) {
    if (await page.evaluate((to) => document.activeElement?.matches(to), to)) return focus(page);
    await page.keyboard.press(key);
    if (steps % 4 === 0) await focus(page);
  }
  assert.fail(`${to} is not reached by ${key}`);
}

/** @param {Page} page @param {string} to @param {"Tab" | "Shift+Tab"} [key] */
async function press(page, to, key) {
  await tab(page, to, key);
  await page.keyboard.press("Enter");
  await focus(page);
}

/** Types a name into the search, wherever one is. @param {Page} page @param {string} name */
async function seek(page, name) {
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.activeElement?.id === "q");
  await page.keyboard.type(name);
  await focus(page);
}

/** Nothing is hidden or cut off: at 320 pixels, and with letters of twice the size. @param {Page} page */
async function roomy(page) {
  const { width, height } = page.viewportSize() ?? TABLET;
  for (const [size, wide] of /** @type {const} */ ([["", 320], ["200%", 640], ["", width]])) {
    await page.setViewportSize({ width: wide, height });
    await page.evaluate((size) => (document.documentElement.style.fontSize = size), size);
    const cut = await page.evaluate(() => {
      const all = [...document.querySelectorAll("button, input, select, summary, a")];
      const shown = all.filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches(".skip"));
      const out = shown.filter((one) => {
        const { left, right, width, height } = one.getBoundingClientRect();
        return width < 24 || height < 24 || left < -0.5 || right > innerWidth + 0.5 || one.scrollWidth > one.clientWidth + 1 && one.matches("button");
      });
      const { scrollWidth, clientWidth } = document.documentElement;
      return [...(scrollWidth > clientWidth ? [`scrolls: ${scrollWidth}`] : []), ...out.map((one) => one.outerHTML.slice(0, 160))];
    });
    assert.deepEqual(cut.slice(0, 5), [], `${wide} pixels ${size}`);
  }
  await page.evaluate(() => (document.documentElement.style.fontSize = ""));
}

/** @param {Page} page */
async function sound(page) {
  await roomy(page);
  await accessible(page);
}

const ACT = "[data-card-place] form button";
const heads = (/** @type {Page} */ page) => page.locator("[data-here]").innerText();

test("the whole door is kept by keys, and each of its screens is sound", async () => {
  const { context, page } = await device(house, host, event);
  await context.setOffline(true);
  await says(page, "Hors ligne depuis");
  const [one, third] = (await expected(page)).filter(({ company }) => !company);
  assert.ok(one && third);
  const name = (/** @type {import("./tablet.mjs").Person} */ person) => [person.given, person.family].filter(Boolean).join(" ");
  await sound(page);

  // A name, Enter, Enter; the next name at once.
  await page.keyboard.press("Tab");
  await focus(page);
  await seek(page, name(one));
  await sound(page);
  await page.keyboard.press("Enter");
  await page.waitForFunction((act) => document.activeElement?.matches(act), ACT);
  await focus(page);
  await sound(page);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id === "q");
  assert.equal(await heads(page), "1");

  // They leave by their card, come back, and it is undone.
  await seek(page, name(one));
  await page.keyboard.press("Enter");
  await page.waitForFunction((act) => document.activeElement?.matches(act), ACT);
  await page.keyboard.press("Enter");
  await page.locator("[data-card-place] [data-act=return]").waitFor();
  await focus(page);
  assert.equal(await heads(page), "0");
  await press(page, "[data-card-place] [data-undo]");
  await page.locator("[data-card-place] [data-act=depart]").waitFor();
  await focus(page);
  assert.equal(await heads(page), "1");

  // A badge for them, from their card.
  await press(page, "[data-card-place] [data-badge]");
  await page.locator("[data-list=badges]").waitFor();

  // From the list of those awaited, with company; then out again from the list of those here.
  await seek(page, "");
  const [next] = await page.locator("[data-list=awaited] [data-person]").evaluateAll((all) => all.filter((one) => one.querySelector("option")?.selected).map((one) => one.getAttribute("data-person")));
  await tab(page, `[data-list=awaited] [data-person="${next}"] select`);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await press(page, `[data-person="${next}"] button`);
  await page.waitForFunction(() => document.querySelector("[data-here]")?.textContent === "4");
  await focus(page);
  await seek(page, "");
  await press(page, "[data-list=here] > summary");
  await press(page, `[data-list=here] [data-person="${next}"] button`);
  await page.waitForFunction(() => document.querySelector("[data-here]")?.textContent === "1");
  await focus(page);
  await press(page, "[data-list=left] > summary");
  await sound(page);

  // What happened last is undone from its list.
  await press(page, "[data-list=last] [data-undo]");
  await page.waitForFunction(() => document.querySelector("[data-here]")?.textContent === "4");
  await focus(page);

  // Somebody nobody expected, from the search; under a name that somebody expected has, it is asked.
  await seek(page, "Vercingétorix Olibrius");
  await sound(page);
  await press(page, "[data-none] button");
  await page.waitForFunction(() => document.activeElement?.matches("[data-next]"));
  await sound(page);
  await press(page, "[data-card-place] [data-link]");
  await page.locator("[data-handed] p").waitFor();
  await press(page, "[data-card-place] [data-badge]", "Shift+Tab");
  await seek(page, third.given);
  await press(page, "[data-none] button");
  await page.locator("[data-alike]").waitFor();
  await focus(page);
  await sound(page);
  await press(page, "[data-alike] > button");
  await page.waitForFunction(() => document.activeElement?.matches("[data-next]"));

  // Twice under two spellings: one.
  await seek(page, "Vercingétorixe Olibrius");
  await press(page, "[data-none] button");
  await page.locator("[data-alike]").or(page.locator("[data-next]")).first().waitFor();
  await focus(page);
  if (await page.locator("[data-alike]").isVisible()) await press(page, "[data-alike] > button");
  await seek(page, "");
  await page.locator("[data-list=doubles]").waitFor();
  await sound(page);
  await press(page, "[data-list=doubles] [data-same]");
  await page.locator("[data-list=doubles]").waitFor({ state: "hidden" });
  await focus(page);

  // Badges: printed from the page, without network.
  await page.evaluate(() => {
    window.print = () => Reflect.set(window, "printed", document.querySelector(".labels")?.textContent);
  });
  await press(page, "[data-list=badges] > summary");
  assert.equal(await page.locator("[data-list=badges] [data-count]").innerText(), "2");
  await sound(page);
  await press(page, "[data-badges=print]");
  const printed = await page.evaluate(() => Reflect.get(window, "printed"));
  assert.ok(printed.includes(one.given) && printed.includes("Vercingétorix"), printed);
  await press(page, "[data-badges=sheet]");
  await page.locator("[data-alarm]").getByText("vient du serveur").waitFor();

  // Started again: the list of badges and the queue are there.
  const waits = (await kept(page, "queue")).length;
  await page.reload();
  await says(page, `Entrées en attente : ${waits}`);
  assert.equal(await page.locator("[data-list=badges] [data-count]").textContent(), "2");

  // The queue into a file.
  await page.keyboard.press("Tab");
  await press(page, ".truth summary");
  await sound(page);
  const saving = page.waitForEvent("download");
  await press(page, ".truth [data-save]");
  const file = JSON.parse(await readFile(await (await saving).path(), "utf8"));
  assert.equal(file.entries.length, waits);

  // On line again, the server's sheet of labels; then the list is emptied.
  await context.setOffline(false);
  await sent(page);
  await seek(page, "");
  await press(page, "[data-list=badges] > summary");
  const sheet = page.waitForEvent("download");
  await press(page, "[data-badges=sheet]");
  assert.equal((await readFile(await (await sheet).path())).subarray(0, 4).toString(), "%PDF");
  await press(page, "[data-badges=done]");
  await page.locator("[data-list=badges]").waitFor({ state: "hidden" });
  await focus(page);
  assert.deepEqual(await kept(page, "badges"), []);
  assert.equal((await logOf(host, event)).filter(({ kind }) => kind !== "invited" && kind !== "answered").length >= waits, true);
  await context.close();
});

test("a device comes in by keys, and a wrong code is said where it stands", async () => {
  const context = await house.browser.newContext({ viewport: PHONE, locale: "en-CA", reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(`${house.url}/door/${event}/?lang=en`);
  await tab(page, "#code");
  await page.keyboard.type("AAAAA BBBBB");
  await page.keyboard.press("Enter");
  await page.locator("#code-error").waitFor();
  await focus(page);
  await sound(page);
  await page.keyboard.press("Control+A");
  await page.keyboard.type(await codeFor(host, event));
  await page.keyboard.press("Enter");
  await page.locator("[data-list=awaited] li").first().waitFor();
  await sound(page);
  await context.close();
});
