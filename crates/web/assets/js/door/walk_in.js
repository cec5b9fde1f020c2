// @ts-check
// Somebody nobody expected: a first name is enough. Whoever is expected and called so is asked about first.

import { entryOf } from "./entry.js";
import { rows } from "./lists.js";
import { nameOf } from "./people.js";
import { one, say } from "./screen.js";

/** @typedef {import("./app.js").Door} Door */
/** @typedef {import("./entry.js").Entry} Entry */

const NAME = 120; // the server's limit
const ASKED = 5;

/**
 * How a walk-in comes in, by the name in the form or another that was typed.
 * @param {Door} door
 * @param {{ note: (entries: Entry[], said: string) => Promise<void>, done: (id: string) => void }} ends
 */
export function walkIns(door, { note, done }) {
  const input = /** @type {HTMLInputElement} */ (one(document, "#name"));
  const box = one(document, "[data-alike]");

  /** @param {string} name */
  const make = async (name) => {
    const id = entryOf("person", {}, Date.now()).id;
    const what = { person: id, walk_in: nameOf(name) };
    if (!what.walk_in.family) delete (/** @type {any} */ (what.walk_in).family);
    await note([entryOf("arrival", what, Date.now(), door.meta.ahead)], say("door-app-admitted", { name }));
    box.hidden = true;
    input.value = "";
    done(id);
  };

  return (name = input.value) => {
    const typed = name.trim().slice(0, NAME);
    if (!typed) return input.focus();
    const came = (/** @type {string} */ id) => door.evening.presence(id).arrived !== undefined;
    const alike = door.people.alike(typed, false).filter((id) => !came(id)).slice(0, ASKED);
    if (!alike.length) return make(typed);
    one(box, "h2").textContent = say("door-alike", { name: typed });
    one(box, "[data-rows]").replaceChildren(rows(door, alike));
    one(box, ":scope > button").onclick = () => make(typed);
    box.hidden = false;
    /** @type {HTMLElement | null} */ (box.querySelector(".admit button"))?.focus();
  };
}
