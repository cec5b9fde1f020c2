// @ts-check
// The door's camera reads the code on somebody's phone: a real Chromium whose camera shows a film of
// that code, and our own decoder, since this browser reads no codes by itself.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { encodeQR } from "../../crates/web/assets/js/lib/qr/index.js";
import { TABLET, openHouse, visitor } from "./house.mjs";
import { device, eveningOf, says, sent } from "./tablet.mjs";

const [WIDTH, HEIGHT, SQUARE] = [640, 480, 7];

/** @type {import("./house.mjs").House} */
let house;
/** @type {string} */
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "cinqasept-camera-"));
  const film = join(folder, "code.y4m");
  house = await openHouse("afternoon", [
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    `--use-file-for-fake-video-capture=${film}`,
  ]);
  await writeFile(film, filmOf(house.roles.get("guest") ?? ""));
});
after(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

/**
 * Two frames of a code held before the camera, as YUV4MPEG2: each a picture of greys, then colours
 * at half the size, all neutral.
 * @param {string} text
 */
function filmOf(text) {
  const code = /** @type {boolean[][]} */ (encodeQR(text, "raw", { border: 4 }));
  const grey = new Uint8Array(WIDTH * HEIGHT).fill(150);
  const [left, top] = [WIDTH, HEIGHT].map((side) => Math.floor((side - code.length * SQUARE) / 2));
  code.forEach((row, y) => row.forEach((dark, x) => {
    for (let line = 0; line < SQUARE; line += 1) {
      const from = ((top ?? 0) + y * SQUARE + line) * WIDTH + (left ?? 0) + x * SQUARE;
      grey.fill(dark ? 40 : 220, from, from + SQUARE);
    }
  }));
  const frame = Buffer.concat([Buffer.from("FRAME\n"), grey, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)]);
  const head = `YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`;
  return Buffer.concat([Buffer.from(head), frame, frame]);
}

test("a device without network reads the code too, by the decoder it took along", async () => {
  const event = eveningOf(house);
  const host = await visitor(house, { role: "greeter", viewport: TABLET });
  const { context, page } = await device(house, host, event);
  await context.setOffline(true);
  await page.reload();
  await says(page, "Hors ligne depuis");
  await page.locator("[data-camera] [data-open]").click();
  await page.locator("[data-card-place] [data-act=depart]").waitFor();
  assert.ok(await page.locator("[data-card-place] .name").innerText());
  await says(page, "Entrées en attente : 1");
  assert.equal(await page.locator("[data-camera] video").isVisible(), false, "the camera is put away");
  // The next test has the evening as it was.
  await page.locator("[data-card-place] [data-undo]").click();
  await says(page, "Entrées en attente : 2");
  await context.setOffline(false);
  await sent(page);
  await context.close();
});

test("a code held before the door's camera lets its owner in", async () => {
  const greeter = await visitor(house, { role: "greeter", viewport: TABLET });
  const evening = new URL(house.roles.get("evening") ?? "").pathname;
  const guest = await visitor(house);
  await guest.goto(house.roles.get("guest") ?? "");
  await greeter.goto(`${evening}/door`);
  const before = await greeter.locator("[data-here]").first().innerText();
  await greeter.locator("[data-camera] [data-open]").click();
  await greeter.waitForURL(/person=/);
  assert.ok(await greeter.locator("#greeting .name").innerText());
  const here = await greeter.locator("[data-here]").first().innerText();
  assert.equal(Number(here), Number(before) + 1);
});
