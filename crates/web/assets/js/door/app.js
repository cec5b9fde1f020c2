// @ts-check
// The door on a device of its own. It begins from what the device keeps, works from that alone, and
// talks to the server when it can; what it shows of that is always so.

import { card } from "./card.js";
import { entryOf, sent } from "./entry.js";
import { Evening } from "./fold.js";
import { rows, show } from "./lists.js";
import { People, isCode, nameOf } from "./people.js";
import { clockOf, one, save, say } from "./screen.js";
import { openStore } from "./store.js";
import { Link } from "./link.js";
import { Truth } from "./truth.js";

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {import("./store.js").Queued} Queued */
/** @typedef {import("./store.js").Store} Store */
/**
 * @typedef {{ people: People, evening: Evening, queue: Map<string, Queued>, loose: Set<string>,
 *   meta: Record<string, any>, clock: (at: number) => string, now: () => number, startsAt: number }} Door
 */

const { event = "", api = "", worker = "" } = document.body.dataset;
const at = (/** @type {string} */ selector) => one(document, selector);

/** @param {"join" | "gone" | "door"} name */
function screen(name) {
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-screen]"))) {
    part.hidden = part.dataset.screen !== name;
  }
}

/** @param {string} text */
function tell(text) {
  at("[data-told]").textContent = text;
}

/** What waits or was refused, as a file that any door, the interface and the command line read. @param {Iterable<Queued>} queue @param {string} device */
function saveQueue(queue, device) {
  const entries = [...queue].map(({ entry }) => sent(entry)).sort((a, b) => (a.id < b.id ? -1 : 1));
  save(`door-${event.slice(-12)}-${entries.length}.json`, JSON.stringify({ version: 1, event, device, entries }, null, 1));
}

/** @param {Store} store */
async function wipe(store) {
  await store.wipe();
  for (const name of await caches.keys()) if (name.includes(`/door/${event}/`)) await caches.delete(name);
  await (await navigator.serviceWorker?.getRegistration())?.unregister();
  location.replace(location.pathname + location.search);
}

/** The device is no longer this door's: everybody is forgotten, what was not stored is offered. @param {Store} store @param {"revoked" | "over"} why */
async function gone(store, why) {
  const { meta, queue } = await store.load();
  await store.forget({ gone: why, device: meta.device });
  at("[data-why]").textContent = say(`door-app-${why}`);
  const screenOf = at("[data-screen=gone]");
  one(screenOf, "[data-rest]").hidden = !queue.length;
  one(screenOf, "[data-save]").hidden = !queue.length;
  one(screenOf, "[data-save]").onclick = () => saveQueue(queue, meta.device);
  one(screenOf, "[data-wipe]").onclick = () => wipe(store);
  screen("gone");
}

/** Comes in by a host's code. @param {Store} store @param {string} code */
async function join(store, code) {
  screen("join");
  const form = at("form[data-join]");
  const input = /** @type {HTMLInputElement} */ (one(form, "input"));
  const problem = one(form, ".error");
  const come = async () => {
    problem.hidden = true;
    const lang = document.documentElement.lang;
    const response = await fetch(`${api}/devices`, {
      method: "POST",
      headers: { "content-type": "application/json", "accept-language": lang },
      body: JSON.stringify({ code: input.value.replace(/[^a-z0-9]/gi, "").toUpperCase() }),
      credentials: "omit",
    });
    const told = await response.json();
    if (!response.ok) throw new Error(told.error.message);
    await store.note({ token: told.token, device: told.device, name: told.name });
    await begin(store);
  };
  const attempt = () =>
    come().catch((error) => {
      problem.textContent = error instanceof TypeError ? say("door-app-offline", { time: "" }) : error.message;
      problem.hidden = false;
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", "code-hint code-error");
      input.focus();
    });
  form.onsubmit = (submit) => {
    submit.preventDefault();
    attempt();
  };
  input.value = code;
  if (code) await attempt();
}

/** Opens what the device keeps. @param {Store} store @param {string} [code] */
async function begin(store, code = "") {
  const { meta, people, entries, queue } = await store.load();
  if (meta.gone) return gone(store, meta.gone);
  if (!meta.token) return join(store, code);
  screen("door");
  const evening = new Evening();
  for (const entry of entries) evening.take(entry);
  for (const { entry, why } of queue) if (why === undefined) evening.take(entry);
  /** @type {Door} */
  const door = {
    people: new People(people),
    evening,
    queue: new Map(queue.map((one) => [one.id, one])),
    loose: new Set(),
    meta,
    clock: clockOf(meta.zone ?? "UTC"),
    now: () => Date.now() - (meta.ahead ?? 0),
    startsAt: Date.parse(meta.starts_at ?? "") || Date.now(),
  };
  run(store, door);
}

/** @param {Store} store @param {Door} door */
function run(store, door) {
  const { evening } = door;
  const search = /** @type {HTMLInputElement} */ (at("#q"));
  const walkIn = /** @type {HTMLInputElement} */ (at("#name"));
  const lists = at("[data-lists]");
  const place = at("[data-card-place]");
  let open = "";
  let drawing = 0;

  const draw = () => {
    drawing ||= requestAnimationFrame(() => {
      drawing = 0;
      drawNow();
    });
  };
  const drawNow = () => {
    door.people.learn(evening);
    const { here, came } = evening.heads();
    at("[data-here]").textContent = String(here);
    at("[data-came]").textContent = String(came);
    const { title, expected, capacity } = door.meta;
    at("[data-title]").textContent = title ?? "";
    at("[data-title]").hidden = !title;
    at("[data-expected]").textContent = String(expected ?? 0);
    at("[data-seats]").hidden = capacity == null;
    at("[data-capacity]").textContent = String(capacity ?? "");
    show(door, lists, isCode(search.value) ? "" : search.value.trim());
    truth.show();
  };

  const refresh = async () => {
    const queue = await store.queue();
    const loose = [...door.loose].map((id) => door.queue.get(id)).filter((one) => one !== undefined);
    door.queue = new Map([...queue, ...loose].map((one) => [one.id, one]));
  };
  const link = new Link({
    api,
    event,
    store,
    door,
    changed: async () => {
      await refresh();
      if (open && !place.contains(document.activeElement)) place.replaceChildren(card(door, open));
      draw();
    },
    told: () => truth.show(),
    gone: (why) => gone(store, why).then(() => link.stop()),
  });
  const truth = new Truth(door, link, { save: () => saveQueue(door.queue.values(), door.meta.device), drop: async (id) => {
    await store.drop([id]);
    link.tell();
    await refresh();
    draw();
  } });

  /** Writes entries down, then says so. @param {Entry[]} entries @param {string} said */
  const note = async (entries, said) => {
    try {
      await store.say(entries);
    } catch (error) {
      for (const { id } of entries) door.loose.add(id);
      truth.alarm(say("door-app-not-saved", { why: String(error) }));
    }
    for (const entry of entries) {
      evening.take(entry);
      door.queue.set(entry.id, { id: entry.id, entry });
    }
    tell(said);
    draw();
    link.tell();
    link.soon();
  };

  /** @param {string} id @param {boolean} [focus] */
  const open_card = (id, focus = false) => {
    open = evening.asOne(id);
    place.replaceChildren(card(door, open));
    if (focus) /** @type {HTMLElement | null} */ (place.querySelector("form button, button"))?.focus();
  };
  const next = () => {
    open = "";
    place.replaceChildren();
    search.value = "";
    search.focus();
    draw();
  };

  /** @param {string} kind @param {string} id @param {number} [company] @param {boolean} [keys] */
  const pass = async (kind, id, company, keys = false) => {
    const person = evening.asOne(id);
    const { arrived, since } = evening.presence(person);
    const stale = kind === "admit" ? arrived !== undefined : kind === "depart" ? since === undefined : since !== undefined;
    if (!stale) {
      const heads = company ?? door.people.get(person)?.company ?? 0;
      const what = kind === "admit" && heads ? { person, company: heads } : { person };
      const said = { admit: "arrival", depart: "departure", return: "return" }[kind] ?? kind;
      const told = { admit: "admitted", depart: "departed", return: "back" }[kind];
      await note([entryOf(said, what, Date.now(), door.meta.ahead)], say(`door-app-${told}`, { name: door.people.name(person) }));
    }
    search.value = "";
    if (kind === "depart") {
      if (open === person) open_card(person);
      return draw();
    }
    open_card(person, !keys);
    if (keys) search.focus();
    draw();
  };

  /** @param {string} id @param {string} name */
  const walksIn = async (id, name) => {
    const what = { person: id, walk_in: nameOf(name) };
    if (!what.walk_in.family) delete (/** @type {any} */ (what.walk_in).family);
    await note([entryOf("arrival", what, Date.now(), door.meta.ahead)], say("door-app-admitted", { name }));
    at("[data-alike]").hidden = true;
    walkIn.value = "";
    search.value = "";
    drawNow();
    open_card(id, true);
  };
  /** @param {string} name */
  const admitNew = (name) => {
    const typed = name.trim().slice(0, 120);
    if (!typed) return walkIn.focus();
    const alike = door.people.alike(typed, false).filter((id) => evening.presence(id).arrived === undefined).slice(0, 5);
    const make = () => walksIn(entryOf("person", {}, Date.now()).id, typed);
    if (!alike.length) return make();
    const box = at("[data-alike]");
    one(box, "h2").textContent = say("door-alike", { name: typed });
    one(box, "[data-rows]").replaceChildren(rows(door, alike));
    const nobody = one(box, ":scope > button");
    nobody.onclick = make;
    box.hidden = false;
    /** @type {HTMLElement | null} */ (box.querySelector(".admit button"))?.focus();
  };

  /** Lets in whoever shows a code. @param {string} code */
  const scan = async (code) => {
    const id = await door.people.recognise(code);
    if (id) return pass(evening.presence(evening.asOne(id)).left === undefined ? "admit" : "return", id, undefined, true);
    search.value = "";
    tell("");
    truth.alarm(say("door-app-code-unknown"));
  };

  document.addEventListener("submit", (submit) => {
    const form = /** @type {HTMLFormElement} */ (submit.target);
    submit.preventDefault();
    if (form.dataset.act) {
      const company = form.querySelector("select")?.value;
      const keys = /** @type {any} */ (submit).submitter?.matches(":focus-visible") ?? false;
      pass(form.dataset.act, form.dataset.person ?? "", company === undefined ? undefined : Number(company), keys);
      at("[data-alike]").hidden = true;
    } else if (form.matches("[data-seek]")) {
      truth.quiet();
      if (isCode(search.value)) return scan(search.value);
      const [first] = door.people.find(search.value, 1, evening);
      if (first) open_card(first, true);
    } else if (form.matches("[data-walk-in]")) admitNew(walkIn.value);
  });
  document.addEventListener("click", async (click) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (click.target).closest("button"));
    if (!button) return;
    const { open: who, undo, same, double, link: of } = button.dataset;
    if (who) open_card(who, true);
    else if (undo) {
      const person = evening.entry(undo)?.person ?? "";
      await note([entryOf("undo", { entry: undo }, Date.now(), door.meta.ahead)], say("door-app-undone", { name: door.people.name(person) }));
      if (open) open_card(open);
    } else if (same && double) {
      await note([entryOf("same_person", { person: same, double }, Date.now(), door.meta.ahead)], say("door-app-told-same", { name: door.people.name(same) }));
    } else if (of) {
      const handed = await link.handed(of);
      one(place, "[data-handed]").replaceChildren(...handed);
    } else if (button.matches("[data-next]")) next();
    else if (button.matches("[data-none] button")) admitNew(search.value);
    else if (button.matches("[data-wipe]")) {
      if (door.queue.size) truth.alarm(say("door-app-rest-first"));
      else await wipe(store);
    }
  });
  search.addEventListener("input", draw);
  search.addEventListener("keydown", (key) => key.key === "Escape" && next());
  at("[data-read]").addEventListener("change", async ({ target }) => {
    const input = /** @type {HTMLInputElement} */ (target);
    try {
      const told = JSON.parse((await input.files?.[0]?.text()) ?? "");
      if (told.event !== event || !Array.isArray(told.entries)) throw new Error();
      const fresh = told.entries.filter((/** @type {Entry} */ entry) => !evening.entry(entry.id)?.server_at);
      await note(fresh.map(sent), say("door-app-file-read", { number: fresh.length }));
    } catch {
      truth.alarm(say("door-app-file-wrong"));
    }
    input.value = "";
  });
  const camera = at("[data-camera]");
  if (navigator.mediaDevices) {
    import("../camera.js").then((module) => module.attach(camera, (code) => isCode(code) && (scan(code), true))).catch(() => undefined);
  }
  drawNow();
  // The first name typed is found as fast as the second.
  setTimeout(() => door.people.find("a", 1, evening), 200);
  link.start();
  navigator.storage?.persist?.().then((kept) => truth.kept(kept)).catch(() => truth.kept(false));
}

/** The app without network, and what to do when there is a newer one. */
async function keep() {
  if (!navigator.serviceWorker) return;
  const registration = await navigator.serviceWorker.register(worker, { updateViaCache: "none" });
  const box = at("[data-update]");
  let asked = false;
  const offer = () => {
    box.hidden = !registration.waiting || !navigator.serviceWorker.controller;
  };
  one(box, "button").onclick = () => {
    asked = true;
    registration.waiting?.postMessage("take over");
  };
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", offer));
  navigator.serviceWorker.addEventListener("controllerchange", () => asked && location.reload());
  offer();
  setInterval(() => navigator.onLine && registration.update().catch(() => undefined), 15 * 60_000);
}

async function main() {
  const code = location.hash.slice(1);
  // The code is good once; it need not stay in the address.
  if (code) history.replaceState(null, "", location.pathname + location.search);
  keep().catch(() => undefined);
  await begin(await openStore(event), code);
}

main().catch((error) => {
  const alarm = at("[data-alarm]");
  one(alarm, "p").textContent = say("door-app-broken", { why: String(error) });
  alarm.hidden = false;
});
