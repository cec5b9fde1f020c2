// @ts-check
// One search box: found as one types, by keyboard, on a phone and without scripts.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { DESKTOP, PHONE, TABLET, accessible, openHouse, visitor } from "./house.mjs";

/** @type {import("./house.mjs").House} */
let house;

before(async () => {
  house = await openHouse("end");
});
after(async () => {
  await house.close();
});

test("somebody is found from any page, by keyboard alone", async () => {
  const page = await visitor(house, { role: "protagonist", viewport: DESKTOP });
  await page.goto("/events");
  const box = page.getByRole("combobox");
  await box.focus();
  await page.keyboard.type("pralin");
  await page.waitForSelector("[role=option] .note");
  assert.equal(await box.getAttribute("aria-expanded"), "true");
  await accessible(page);
  await page.keyboard.press("ArrowDown");
  const active = await box.getAttribute("aria-activedescendant");
  assert.ok(active && (await page.locator(`#${active}`).getAttribute("aria-selected")) === "true");
  await page.keyboard.press("Escape");
  assert.equal(await box.getAttribute("aria-expanded"), "false");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/notebook\//);
});

test("on a phone the search has a page, and a form where scripts do not run", async () => {
  const page = await visitor(house, { role: "protagonist", viewport: PHONE });
  await page.goto("/");
  await page.locator(".find-link").click();
  await page.waitForURL(/\/search$/);
  for (const viewport of [PHONE, TABLET, DESKTOP, { width: 320, height: 640 }]) {
    await page.setViewportSize(viewport);
    await accessible(page);
  }
  await page.setViewportSize(PHONE);
  await page.getByRole("combobox").fill("vin fromages");
  await page.waitForSelector("[role=option]");
  await accessible(page);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\?q=/);
  assert.match(await page.locator("main").innerText(), /Vins et fromages de mai/);
  await accessible(page);
});
