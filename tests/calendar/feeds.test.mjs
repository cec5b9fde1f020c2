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

test("the Thursday lunches stay at noon across the November change", async () => {
  const events = await seen("/groups/outremont/calendar.ics", "2026-10-20", "2026-11-20");
  const starts = events.map((event) => event.start.slice(0, 25)).sort();
  assert.deepEqual(starts, [
    "2026-10-22T12:00:00-04:00",
    "2026-10-29T12:00:00-04:00",
    "2026-11-05T12:00:00-05:00",
    "2026-11-12T12:00:00-05:00",
    "2026-11-19T12:00:00-05:00",
  ]);
});

test("a moved lunch keeps its name and is told again, a cancelled one says so", async () => {
  const events = await seen("/groups/outremont/calendar.ics", "2026-12-14", "2026-12-26");
  const told = events.map((event) => [event.start.slice(0, 10), event.status, event.sequence > 0]).sort();
  assert.deepEqual(told, [
    ["2026-12-16", "CONFIRMED", true],
    ["2026-12-24", "CANCELLED", true],
  ]);
});

test("the feed of one event is that event", async () => {
  const [evening] = await seen("/groups/vieux-montreal/calendar.ics", "2026-11-12", "2026-11-13");
  const id = evening.uid.slice("event-".length, "event-".length + 36);
  const alone = await seen(`/events/${id}/event.ics`, "2026-01-01", "2027-12-31");
  assert.deepEqual(alone.map((event) => event.uid), [evening.uid]);
});

test("the open evening begins at five on the clocks of its place", async () => {
  const events = await seen("/groups/vieux-montreal/calendar.ics", "2026-11-01", "2026-11-30");
  const evening = events.find((event) => event.start.startsWith("2026-11-12"));
  assert.ok(evening, JSON.stringify(events));
  assert.match(evening.start, /^2026-11-12T17:00:00-05:00/);
  assert.match(evening.uid, /^event-[0-9a-f-]{36}@/);
});
