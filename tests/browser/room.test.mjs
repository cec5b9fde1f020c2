// @ts-check
// The live room: a newcomer stands alone, the host's board says so and proposes whom to bring; it is felt
// on the phones; the wall and the rounds follow.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { DESKTOP, PHONE, TABLET, accessible, openHouse, visitor } from "./house.mjs";

/** @type {import("./house.mjs").House} */
let house;
/** @type {string} */
let event;

before(async () => {
  house = await openHouse("midway");
  const evening = house.roles.get("evening");
  assert.ok(evening, "the demo names its evening");
  event = new URL(evening).pathname.split("/")[2] ?? "";
});
after(async () => {
  await house.close();
});

test("a host brings two together from the board, and their phones say so", async () => {
  const board = await visitor(house, { role: "greeter", viewport: TABLET });
  await board.goto(`/events/${event}/room`);
  for (const viewport of [PHONE, TABLET, DESKTOP, { width: 320, height: 640 }]) {
    await board.setViewportSize(viewport);
    await accessible(board);
  }
  // Somebody asks from their phone; the board says so by itself, and both are told of each other.
  const loc = await visitor(house, { role: "member", viewport: PHONE });
  await loc.goto(`/evening/${event}`);
  await loc.locator('form[action$="/introduction"] button').first().click();
  await loc.waitForURL(/evening/);
  await accessible(loc);
  await board.waitForFunction(() => /Lộc/.test(document.querySelector("#taken")?.textContent ?? ""));
  await board.locator("#taken .replies button[value=made]").first().focus();
  await board.keyboard.press("Enter");
  await loc.waitForFunction(() => !document.querySelector(".offered"));
  await board.waitForLoadState();
  await accessible(board);
});

test("an idea taken up from the board by keyboard waits for its answer", async () => {
  const board = await visitor(house, { role: "greeter", viewport: DESKTOP });
  await board.goto(`/events/${event}/room`);
  const take = board.locator("#ideas .replies button[value=taken]").first();
  assert.ok(await take.count(), "in the middle of the evening there is somebody to introduce");
  await take.focus();
  await board.keyboard.press("Enter");
  await board.waitForSelector("#taken .idea");
  await accessible(board);
});

test("the wall is read at ten paces and the rounds go on it", async () => {
  const host = await visitor(house, { role: "host", viewport: DESKTOP });
  await host.goto(`/events/${event}/room/projector`);
  await accessible(host);
  const size = await host.locator("[data-here]").evaluate((at) => parseFloat(getComputedStyle(at).fontSize));
  assert.ok(size >= 80, `${size} pixels`);
  await host.goto(`/events/${event}/rounds`);
  await accessible(host);
  await host.locator('form[action$="/rounds"] button').click();
  await host.waitForSelector(".tables");
  await accessible(host);
  await host.locator("button[value=play]").click();
  await host.waitForSelector("button[value=undo]");
  await host.goto(`/events/${event}/room/projector`);
  await host.waitForSelector(".seating");
  for (const viewport of [PHONE, TABLET, DESKTOP]) {
    await host.setViewportSize(viewport);
    await accessible(host);
  }
});
