// @ts-check
// A person of the demo with a telephone: a session, and a password for the address book.

import assert from "node:assert/strict";

/**
 * @typedef {{ cookie: string, login: string, secret: string, get: (path: string) => Promise<Response> }} Owner
 */

/**
 * Signs in as a role of the demo and makes a password for a telephone.
 * @param {import("../demo.mjs").Demo} demo
 * @param {string} role
 * @returns {Promise<Owner>}
 */
export async function owner(demo, role) {
  const door = demo.roles.get(role);
  assert.ok(door, `the demo has no ${role}: ${[...demo.roles.keys()].join(", ")}`);
  const answer = await fetch(door, { redirect: "manual" });
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  const cookie = cookies.find((pair) => pair.startsWith("session=")) ?? "";
  assert.notEqual(cookie, "");
  const made = await fetch(new URL("/me/phone/passwords", demo.url), {
    method: "POST",
    headers: { cookie, "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" },
    body: "name=Test",
  });
  const page = await made.text();
  assert.equal(made.status, 200, page);
  const secret = /<dd class="any"><b>([^<]+)<\/b>/.exec(page)?.[1] ?? "";
  const login = /<dd class="any">([^<@]+@[^<]+)<\/dd>/.exec(page)?.[1] ?? "";
  assert.match(secret, /^\w{6}(-\w{6}){3}$/);
  return { cookie, login, secret, get: (path) => fetch(new URL(path, demo.url), { headers: { cookie } }) };
}
