// @ts-check
// A house for stories: a demo of its own, and a Chromium with as many visitors as a story needs.
// Every page a story stops at is checked with axe, light and dark.

import assert from "node:assert/strict";

import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

import { startDemo } from "../demo.mjs";

export const PHONE = { width: 360, height: 740 };
export const TABLET = { width: 768, height: 1024 };
export const DESKTOP = { width: 1280, height: 800 };

/**
 * A demo and a browser.
 * @typedef {import("../demo.mjs").Demo & { browser: import("playwright-core").Browser }} House
 */

/**
 * @param {"afternoon" | "midway" | "end"} [at] where in the story the demo opens
 * @param {string[]} [flags] more for the browser
 * @returns {Promise<House>}
 */
export async function openHouse(at, flags = []) {
  const demo = await startDemo(at);
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-quic",
      ...flags,
    ],
  });
  const close = async () => {
    await browser.close();
    await demo.close();
  };
  return { ...demo, browser, close };
}

/**
 * A visitor with a browser of their own. A role of the demo comes signed in.
 * @param {House} house
 * @param {{ role?: string, viewport?: { width: number, height: number }, locale?: string }} [options]
 */
export async function visitor(house, options = {}) {
  const context = await house.browser.newContext({
    baseURL: house.url,
    viewport: options.viewport ?? DESKTOP,
    locale: options.locale ?? "fr-CA",
    colorScheme: "light",
    reducedMotion: "reduce",
  });
  // Whatever asks another host for anything fails the story.
  /** @type {string[]} */
  const strangers = [];
  await context.route("**", (route) => {
    const asked = route.request().url();
    if (asked.startsWith(house.url) || asked.startsWith("data:")) return route.continue();
    strangers.push(asked);
    return route.abort();
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => assert.fail(`script error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && message.text().includes("Content Security Policy")) {
      assert.fail(message.text());
    }
  });
  context.on("close", () => assert.deepEqual(strangers, []));
  if (options.role) {
    const address = house.roles.get(options.role);
    assert.ok(address, `the demo printed no address for ${options.role}`);
    await page.goto(address);
    const press = page.locator("main form button");
    if (page.url().includes("sign-in") && (await press.count())) await press.first().click();
  }
  return page;
}

/**
 * The page has no axe violation, light and dark, and scrolls in one direction only.
 * @param {import("playwright-core").Page} page
 */
export async function accessible(page) {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
      .analyze();
    const told = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join("\n  ")}`);
    assert.deepEqual(told, [], `${page.url()} ${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
  const [wide, seen] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(wide <= seen, `${page.url()} scrolls sideways: ${wide} > ${seen}`);
}
