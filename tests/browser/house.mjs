// @ts-check
// A house for stories: a demo of its own on a free port, and a Chromium with as many visitors as a
// story needs. Every page a story stops at is checked with axe, light and dark.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

const ROOT = resolve(import.meta.dirname, "../..");

export const PHONE = { width: 360, height: 740 };
export const TABLET = { width: 768, height: 1024 };
export const DESKTOP = { width: 1280, height: 800 };

/** The binary under test: CINQASEPT_BIN, else the debug build. */
function binary() {
  const target = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
  return process.env.CINQASEPT_BIN ?? join(target, "debug", "cinqasept");
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.on("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(address && typeof address === "object" ? address.port : 0));
    });
  });
}

/**
 * A demo that runs, and the sign-in address of each role.
 * @typedef {{ url: string, roles: Map<string, string>, browser: import("playwright-core").Browser, close: () => Promise<void> }} House
 */

/** @returns {Promise<House>} */
export async function openHouse() {
  const data = await mkdtemp(join(tmpdir(), "cinqasept-story-"));
  const port = await freePort();
  const process_ = spawn(binary(), ["demo", "--port", String(port), "--data", join(data, "demo")], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, DATABASE_URL: "" },
  });
  const url = `http://127.0.0.1:${port}`;
  /** @type {Map<string, string>} */
  const roles = new Map();
  process_.stdout.setEncoding("utf8");
  let printed = "";
  process_.stdout.on("data", (/** @type {string} */ text) => {
    printed += text;
    for (const line of printed.split("\n")) {
      const [role, address] = line.trim().split(/\s+/);
      if (role && address?.startsWith("http")) roles.set(role, address);
    }
  });
  await ready(`${url}/readyz`, process_);
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-quic",
    ],
  });
  const close = async () => {
    await browser.close();
    const ended = new Promise((done) => process_.once("exit", done));
    process_.kill("SIGTERM");
    await ended;
    await rm(data, { recursive: true, force: true });
  };
  return { url, roles, browser, close };
}

/**
 * Waits until the address answers, or the process ends.
 * @param {string} address
 * @param {import("node:child_process").ChildProcess} process_
 */
async function ready(address, process_) {
  for (let tries = 0; tries < 600; tries += 1) {
    assert.equal(process_.exitCode, null, "the demo ended before it was ready");
    try {
      const answer = await fetch(address);
      if (answer.ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  assert.fail("the demo was not ready within 30 seconds");
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
