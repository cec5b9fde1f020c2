// @ts-check
// An evening lived by several people at once, from an empty room to the debrief: the greeter's tablet at
// the door, a second host's tablet that only watches, the protagonist's phone, his friend's phone, and
// the organiser's laptop.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { DESKTOP, PHONE, TABLET, accessible, openHouse, visitor } from "./house.mjs";

const NOTE = "Coud les cahiers comme on coud une famille.";
const LESSON = "Revenir vaut mieux que partir.";

/** @type {import("./house.mjs").House} */
let house;
/** @type {string} */
let event;

before(async () => {
  house = await openHouse("afternoon");
  const evening = house.roles.get("evening");
  assert.ok(evening, "the demo names its evening");
  event = new URL(evening).pathname.split("/")[2] ?? "";
});
after(async () => {
  await house.close();
});

/**
 * Searches at the door, and lets in the one who is found.
 * @param {import("playwright-core").Page} door
 * @param {string} typed as it was heard
 * @param {string} name who it must be
 */
async function admit(door, typed, name) {
  await door.goto(`/events/${event}/door`);
  await door.fill("#q", typed);
  await door.press("#q", "Enter");
  const row = door.locator("[data-lists] li").filter({ hasText: name }).first();
  await row.locator("form.admit button").click();
  await door.waitForURL(/door/);
  assert.match(await door.locator("#greeting .name").innerText(), new RegExp(name));
}

/**
 * The number of heads in the room, as a door's screen shows it.
 * @param {import("playwright-core").Page} door
 * @param {number} heads
 */
async function shows(door, heads) {
  await door.waitForFunction((n) => document.querySelector("[data-here]")?.textContent === String(n), heads);
}

test("people arrive, meet, exchange cards, leave and come back, and each sees what the evening was worth", async () => {
  const greeter = await visitor(house, { role: "greeter", viewport: TABLET });
  const second = await visitor(house, { role: "host", viewport: TABLET });
  const organiser = await visitor(house, { role: "organiser", viewport: DESKTOP });
  const anselme = await visitor(house, { role: "protagonist", viewport: PHONE });
  const loc = await visitor(house, { role: "member", viewport: PHONE });

  await second.goto(`/events/${event}/door`);
  await shows(second, 0);
  await organiser.goto(`/events/${event}/debrief`);
  await accessible(organiser);

  // The door: a name misheard, a name without its accents, somebody nobody expected.
  await greeter.goto(`/events/${event}/door`);
  await accessible(greeter);
  await admit(greeter, "anselm tibo", "Anselme Thibault");
  await accessible(greeter);
  await admit(greeter, "loc tran", "Lộc Trần");
  await greeter.goto(`/events/${event}/door`);
  await greeter.fill("#name", "Jo");
  await greeter.locator("#walk-in button").click();
  const nobodyElse = greeter.locator("button[name=nobody_else]");
  if (await nobodyElse.count()) await nobodyElse.click();
  await greeter.waitForURL(/walk-ins/);
  assert.ok(await greeter.locator(".pass svg").count(), "the walk-in's link is shown as a code");
  await accessible(greeter);
  // The other host's screen learnt of all three by itself.
  await shows(second, 3);

  // Two phones: they meet, one notes and promises, both give a card.
  await anselme.goto(`/evening/${event}`);
  await accessible(anselme);
  await anselme.locator(`a[href$="/meet"]`).first().click();
  await accessible(anselme);
  await anselme.fill("#q", "tran");
  await anselme.press("#q", "Enter");
  await anselme.getByRole("link", { name: "Lộc Trần" }).first().click();
  await accessible(anselme);
  await anselme.locator(".lengths label").last().click();
  await anselme.fill("#note", NOTE);
  await anselme.selectOption("#kind", "link_exchange");
  const card = anselme.locator("#card input[type=checkbox]").first();
  if (!(await card.isChecked())) await card.check();
  await anselme.locator("form", { has: anselme.locator("input[name=who]") }).locator(".buttons button").click();
  await anselme.waitForLoadState();
  await accessible(anselme);

  await loc.goto(`/evening/${event}`);
  await accessible(loc);
  assert.ok(!(await loc.content()).includes(NOTE), "a note is its writer's alone");
  await loc.locator(`#tonight a[href*="/people/"]`).first().click();
  const give = loc.locator(`form[action$="/cards"]`);
  const which = give.locator("input[type=checkbox]").first();
  if ((await which.count()) && !(await which.isChecked())) await which.check();
  await give.locator("button").click();
  await loc.waitForLoadState();
  await accessible(loc);

  // He goes out, and comes back.
  await anselme.goto(`/evening/${event}`);
  await anselme.locator(`form[action$="/departure"] button`).click();
  await shows(second, 2);
  await anselme.locator(`form[action$="/return"] button`).click();
  await shows(second, 3);

  // The debriefs: his own, in both languages, and the group's.
  await anselme.goto(`/evening/${event}/debrief`);
  await anselme.locator("#lesson-part summary").click();
  await anselme.fill("#lesson", LESSON);
  await anselme.locator("#lesson-part form button").click();
  await anselme.waitForLoadState();
  await accessible(anselme);
  assert.ok((await anselme.content()).includes(LESSON));
  await anselme.goto(`/evening/${event}/debrief?lang=en`);
  assert.equal(await anselme.locator("html").getAttribute("lang"), "en-CA");
  await accessible(anselme);
  const told = await anselme.evaluate(async (id) => (await fetch(`/api/v1/me/events/${id}/debrief`)).json(), event);
  assert.equal(told.cards, 1);
  assert.equal(told.people_behind_cards, 1);
  assert.equal(told.known_people, 1, "they see each other every week");
  assert.equal(told.new_people, 0);
  assert.deepEqual(told.follow_ups, [{ kind: "link_exchange" }]);
  assert.equal(told.absences.length, 1);
  assert.equal(told.lesson, LESSON);

  await organiser.goto(`/events/${event}/debrief`);
  await accessible(organiser);
  const page = await organiser.content();
  for (const secret of [NOTE, LESSON]) assert.ok(!page.includes(secret), "the group's debrief holds nothing private");
  await anselme.goto("/notebook");
  await accessible(anselme);
  await anselme.goto("/follow-ups");
  await accessible(anselme);
});
