// @ts-check
// The host's board and the room's wall: <div data-room="/events/…/stream">. Heads are counted at once,
// the rest is taken anew a moment later, and as time passes. Without this script one reloads.
import { refresh } from "./lib/parts.js";

const SOON = 150; // between word of an entry and asking for what it changes
const APART = 350; // many boards do not ask in the same moment
const TIME = 20000; // minutes alone grow by themselves

/** @param {HTMLElement} room */
function attach(room) {
  let timer = 0;
  let held = false; // a finger is down: what it is about to tap must not move

  /** @param {number} wait */
  function soon(wait) {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (held || document.hidden) return soon(1000);
      refresh().catch(() => undefined).finally(() => soon(TIME));
    }, wait);
  }

  room.addEventListener("pointerdown", () => { held = true; });
  for (const end of ["pointerup", "pointercancel"]) {
    window.addEventListener(end, () => window.setTimeout(() => { held = false; }, 300));
  }
  soon(TIME);
  const stream = new EventSource(room.dataset.room ?? "");
  stream.addEventListener("entries", (event) => {
    const { here, came, entries } = JSON.parse(event.data);
    show(room, "[data-here]", here);
    show(room, "[data-came]", came);
    if (entries.length > 0) soon(SOON + Math.random() * APART);
  });
  stream.addEventListener("reset", () => soon(SOON));
}

/**
 * @param {HTMLElement} room
 * @param {string} where
 * @param {number} count
 */
function show(room, where, count) {
  const place = room.querySelector(where);
  if (place) place.textContent = String(count);
}

for (const room of document.querySelectorAll("[data-room]")) {
  if (room instanceof HTMLElement) attach(room);
}
