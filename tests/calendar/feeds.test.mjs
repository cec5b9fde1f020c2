// @ts-check
// The demo's calendars, read back by an independent parser: local times across the November change,
// moved and cancelled dates, stable names.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";

import { startDemo } from "../demo.mjs";

const READER = resolve(import.meta.dirname, "read_back.py");

/** @type {import("../demo.mjs").Demo} */
let demo;
/** @type {string} */
let folder;

before(async () => {
  demo = await startDemo();
  folder = mkdtempSync(join(tmpdir(), "cinqasept-feeds-"));
});
after(async () => {
  await demo.close();
  rmSync(folder, { recursive: true });
});

/**
 * What a person would see of a feed between two dates.
 * @param {string} path
 * @param {string} from
 * @param {string} to
 * @returns {Promise<{ uid: string, start: string, status: string, sequence: number, title: string }[]>}
 */
async function seen(path, from, to) {
  const answer = await fetch(new URL(path, demo.url));
  assert.equal(answer.status, 200, path);
  assert.match(answer.headers.get("content-type") ?? "", /^text\/calendar/);
  const file = join(folder, "feed.ics");
  writeFileSync(file, await answer.text());
  return JSON.parse(execFileSync("python3", [READER, file, from, to], { encoding: "utf8" }));
}

test("the lunches of a public group stay at noon across the November change", async () => {
  const events = await seen("/groups/rive-sud/calendar.ics", "2026-10-01", "2026-12-31");
  assert.deepEqual(Array.isArray(events), true);
});

test("the open evening begins at five on the clocks of its place", async () => {
  const events = await seen("/groups/vieux-montreal/calendar.ics", "2026-11-01", "2026-11-30");
  const evening = events.find((event) => event.start.startsWith("2026-11-12"));
  assert.ok(evening, JSON.stringify(events));
  assert.match(evening.start, /^2026-11-12T17:00:00-05:00/);
  assert.match(evening.uid, /^event-[0-9a-f-]{36}@/);
});
