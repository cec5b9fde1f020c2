// @ts-check
// How a device comes to a door by a host's code, and how it leaves: taken off, or the evening over.
// The guest list goes at once; what the server has not stored stays until somebody says otherwise.

import { entryOrder, sent } from "./entry.js";
import { alarm, one, save, say, screen } from "./screen.js";

/** @typedef {import("./store.js").Queued} Queued */
/** @typedef {import("./store.js").Store} Store */

const { event = "", api = "" } = document.body.dataset;

/** What waits or was refused, as a file that any door, the interface and the command line read. @param {Iterable<Queued>} queue @param {string} device */
export function saveQueue(queue, device) {
  const entries = [...queue].map(({ entry }) => sent(entry)).sort(entryOrder);
  save(`door-${event.slice(-12)}-${entries.length}.json`, JSON.stringify({ version: 1, event, device, entries }, null, 1));
}

/** @param {Store} store */
export async function wipe(store) {
  await store.wipe();
  for (const name of await caches.keys()) if (name.includes(`/door/${event}/`)) await caches.delete(name);
  await (await navigator.serviceWorker?.getRegistration())?.unregister();
  location.replace(location.pathname + location.search);
}

/** Asks to come in by a code. @param {Store} store @param {string} code */
async function come(store, code) {
  const response = await fetch(`${api}/devices`, {
    method: "POST",
    headers: { "content-type": "application/json", "accept-language": document.documentElement.lang },
    body: JSON.stringify({ code: code.replace(/[^a-z0-9]/gi, "").toUpperCase() }),
    credentials: "omit",
  });
  const told = await response.json();
  if (!response.ok) throw new Error(told.error.message);
  await store.note({ token: told.token, device: told.device, name: told.name, gone: undefined });
}

/** Lets the device in by the form, or at once by a code that came along. @param {Store} store @param {string} code @param {() => unknown} done @returns {Promise<void>} */
export async function join(store, code, done) {
  const form = one(document, "form[data-join]");
  const input = /** @type {HTMLInputElement} */ (one(form, "input"));
  const problem = one(form, ".error");
  const attempt = async () => {
    problem.hidden = true;
    try {
      await come(store, input.value);
    } catch (error) {
      problem.textContent = error instanceof TypeError ? say("door-app-join-offline") : /** @type {Error} */ (error).message;
      problem.hidden = false;
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", "code-hint code-error");
      return input.focus();
    }
    await done();
  };
  form.onsubmit = (submit) => {
    submit.preventDefault();
    attempt();
  };
  input.value = code;
  if (code) await attempt();
}

/**
 * The device is no longer this door's. Everybody is forgotten; what was not stored is offered, and
 * goes out when a device that was taken off comes back by a new code.
 * @param {Store} store @param {"revoked" | "over"} why @param {string} code @param {Queued[]} [loose] what could not be written down
 */
export async function gone(store, why, code, loose = []) {
  const { meta } = await store.load();
  await store.forget({ gone: why, device: meta.device });
  // There may be room now.
  await store.say(loose.map(({ entry }) => entry)).catch(() => undefined);
  const queue = new Map([...loose, ...(await store.queue())].map((one) => [one.id, one]));
  one(document, "[data-why]").textContent = say(`door-app-${why}`);
  const place = one(document, "[data-screen=gone]");
  let saved = !queue.size;
  one(place, "[data-rest]").hidden = saved;
  one(place, "[data-save]").hidden = saved;
  one(place, "[data-save]").onclick = () => {
    saveQueue(queue.values(), meta.device);
    saved = true;
  };
  one(place, "[data-wipe]").onclick = () => (saved ? wipe(store) : alarm(say("door-app-rest-first")));
  one(document, "[data-alarm]").hidden = true;
  if (why === "over") return screen("gone");
  screen("gone", "join");
  await join(store, code, () => location.reload());
}
