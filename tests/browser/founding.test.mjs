// @ts-check
// From founding a group to a full guest list: an operator founds a group and plans an evening of two
// seats, invites three people by e-mail; they answer on a phone, in French, without an account; the
// waiting list moves; the evening is called off and everyone is told.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { DESKTOP, PHONE, TABLET, accessible, openHouse, visitor } from "./house.mjs";

/** @type {import("./house.mjs").House} */
let house;

before(async () => {
  house = await openHouse();
});
after(async () => {
  await house.close();
});

/**
 * The newest mail to somebody whose subject holds a text, opened as they would read it.
 * @param {string} recipient
 * @param {RegExp} subject
 */
async function mail(recipient, subject) {
  const reader = await visitor(house, { viewport: TABLET });
  await reader.goto("/demo/mail");
  const line = reader.locator("main li").filter({ hasText: recipient }).filter({ hasText: subject });
  assert.ok(await line.count(), `no mail to ${recipient} about ${subject}`);
  await line.first().getByRole("link").click();
  return reader;
}

/**
 * The personal link in somebody's invitation.
 * @param {string} recipient
 */
async function personalLink(recipient) {
  const reader = await mail(recipient, /invit/i);
  await accessible(reader);
  const link = await reader.locator('main article a[href*="/i/"]').first().getAttribute("href");
  await reader.context().close();
  assert.ok(link);
  return new URL(link).pathname;
}

/**
 * A guest on a phone answers through their link.
 * @param {string} link
 * @param {"yes" | "maybe" | "no"} response
 */
async function answer(link, response) {
  const guest = await visitor(house, { viewport: PHONE });
  await guest.goto(link);
  assert.equal(await guest.locator("html").getAttribute("lang"), "fr-CA");
  await accessible(guest);
  await guest.locator(`input[name=response][value=${response}]`).check();
  await guest.locator("main form").filter({ has: guest.locator("input[name=response]") }).locator("button").first().click();
  await guest.waitForLoadState();
  await accessible(guest);
  return guest;
}

test("a group is founded, an evening planned, guests answer, the list moves, the evening is called off", async () => {
  const operator = await visitor(house, { role: "operator", viewport: DESKTOP });

  await operator.goto("/groups/new");
  await accessible(operator);
  await operator.fill("#name", "");
  await operator.locator("main form[method=post] button").first().click();
  await accessible(operator);
  assert.ok(await operator.locator(".errors").isVisible(), "an empty name is pointed at");
  await operator.fill("#name", "Les Matinaux du Canal");
  if (await operator.locator("#network_name").count()) {
    await operator.fill("#network_name", "Réseau du Canal");
  }
  if (await operator.locator("#postal_address").count()) {
    await operator.fill("#postal_address", "18, rue du Canal, Montréal (Québec)  H3C 1A1");
  }
  await operator.locator("main form[method=post] button").first().click();
  await operator.waitForURL(/\/groups\/les-matinaux-du-canal/);
  await accessible(operator);

  await operator.goto("/groups/les-matinaux-du-canal/events/new");
  await accessible(operator);
  await operator.fill("#title", "Premier 5 à 7 du Canal");
  await operator.fill("#date", "2026-11-26");
  await operator.fill("#start", "17:00");
  await operator.fill("#end", "19:00");
  await operator.fill("#capacity", "2");
  await operator.locator("input[name=audience][value=public]").check();
  await operator.locator("button[name=publish]").first().click();
  await operator.waitForURL(/\/events\/[0-9a-f-]{36}$/);
  await accessible(operator);
  const event = new URL(operator.url()).pathname;

  const guests = ["ada.lindqvist@courriel.example", "benoit.roy@courriel.example", "cleo.habib@courriel.example"];
  for (const guest of guests) {
    await operator.goto(`${event}/invitations`);
    await operator.fill("#email", guest);
    await operator.locator("main form").filter({ has: operator.locator("#email") }).locator("button").first().click();
    await operator.waitForLoadState();
  }
  await accessible(operator);
  const links = [];
  for (const guest of guests) links.push(await personalLink(guest));

  const phones = [];
  for (const link of links) phones.push(await answer(link, "yes"));
  await phones[2].getByText(/liste d’attente/i).first().waitFor();

  await operator.goto(`${event}/guests`);
  await accessible(operator);

  await answer(links[0], "no");
  await (await mail(guests[2], /place/i)).context().close();
  await phones[2].goto(links[2]);
  assert.equal(await phones[2].getByText(/en attente/i).count(), 0, "the third guest has a seat now");

  await operator.goto(`${event}/cancellation`);
  await accessible(operator);
  await operator.fill("#reason", "Le bar est inondé.");
  await operator.locator("main form[method=post] button").first().click();
  await operator.waitForLoadState();
  await (await mail(guests[1], /annul/i)).context().close();
  await phones[1].goto(links[1]);
  await phones[1].getByText(/annul/i).first().waitFor();
  await accessible(phones[1]);
});

test("every public page is accessible on a phone, a tablet and a desktop, in both languages", async () => {
  for (const [viewport, locale] of /** @type {const} */ ([[PHONE, "fr-CA"], [TABLET, "en-CA"], [DESKTOP, "fr-CA"]])) {
    const page = await visitor(house, { viewport, locale });
    const paths = ["/", "/events", "/groups", "/groups/vieux-montreal", "/groups/outremont", "/sign-in", "/privacy", "/nothing-here"];
    for (const path of paths) {
      await page.goto(path);
      await accessible(page);
    }
    await page.goto("/groups/vieux-montreal");
    await page.locator('main a[href^="/events/"]').first().click();
    await accessible(page);
    await page.context().close();
  }
});

test("the pages of a member and of an organiser are accessible on a phone", async () => {
  const member = await visitor(house, { role: "protagonist", viewport: PHONE });
  for (const path of ["/me", "/me/profile", "/me/sessions", "/me/activities/new", "/groups/outremont/members"]) {
    await member.goto(path);
    await accessible(member);
  }
  const organiser = await visitor(house, { role: "organiser", viewport: PHONE });
  const group = "/groups/vieux-montreal";
  for (const path of ["organise", "edit", "members", "import", "venues", "events/new", "series/new"]) {
    await organiser.goto(`${group}/${path}`);
    await accessible(organiser);
  }
  const operator = await visitor(house, { role: "operator", viewport: PHONE });
  await operator.goto("/operator");
  await accessible(operator);
});
