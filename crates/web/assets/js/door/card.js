// @ts-check
// What to say to whoever stands before the door, from what the device took along.

import { tap } from "./lists.js";
import { avatar, badge, piece, plus, say, together } from "./screen.js";

/** @typedef {import("./app.js").Door} Door */

const NAMED = 6;

/** Whom somebody knows in the room: who brought them, and whom they brought. @param {Door} door @param {string} id */
function knows({ people, evening }, id) {
  const here = evening.everyone().filter((other) => other !== id && evening.presence(other).since !== undefined);
  const inviter = people.get(id)?.inviter;
  const known = here.filter((other) => other === inviter || people.get(other)?.inviter === id);
  return known.slice(0, NAMED).map((other) => people.name(other)).join(", ");
}

/** @param {Door} door @param {string} id */
function state({ evening, clock }, id) {
  const { since, left } = evening.presence(id);
  if (since !== undefined) return badge("going", "check", say("door-since", { time: clock(since) }));
  if (left !== undefined) return badge("draft", "out", say("door-left-at", { time: clock(left) }));
  return badge("waiting", "clock", say("door-awaited"));
}

/**
 * @param {Door} door @param {string} id
 * @returns {HTMLElement}
 */
export function card(door, id) {
  const person = door.people.get(id);
  const { arrived, since, company } = door.evening.presence(id);
  const came = arrived !== undefined;
  const marks = [state(door, id)];
  if (person?.first) marks.push(badge("guest", "star", say("guests-first-time")));
  const heads = came ? company : (person?.company ?? 0);
  const others = [plus(heads), heads ? (person?.company_names ?? "") : ""].filter(Boolean).join(" ");
  if (others) marks.push(badge("guest", "people", others));
  const known = knows(door, id);
  const root = piece("card", {
    face: avatar(id, person?.given ?? "?", person?.family ?? "", "large"),
    name: door.people.name(id),
    said: person?.said ? say("door-said", { said: person.said }) : "",
    badges: together(...marks),
    path: person?.path?.join(", ") ?? "",
    does: person?.does ?? "",
    seeks: person?.seeks ?? "",
    access: person?.access ?? "",
    knows: known ? say("door-app-knows", { name: known }) : say("door-knows-nobody"),
    tap: tap(door, id),
  });
  root.dataset.card = id;
  const label = root.querySelector("[data-badge]");
  label?.setAttribute("data-badge", id);
  const listed = door.badges.some((one) => door.evening.asOne(one.id) === id);
  label?.replaceChildren(say(`door-app-badge-${listed ? "take" : "add"}`));
  const last = door.evening.last(400).find((entry) => entry.person === id);
  const undo = root.querySelector("[data-undo]");
  if (last) undo?.setAttribute("data-undo", last.id);
  else undo?.remove();
  const walkIn = door.evening.walkIns().has(id) && since !== undefined;
  const link = root.querySelector("[data-link]");
  if (walkIn) link?.setAttribute("data-link", id);
  else link?.remove();
  return root;
}
