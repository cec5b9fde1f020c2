// @ts-check
// The door on a device of its own. It begins from what the device keeps, works from that alone, and
// talks to the server when it can; what it shows of that is always so.

import { Badges } from "./badges.js";
import { card } from "./card.js";
import { gone, join, saveQueue, wipe } from "./enrol.js";
import { entryOf, isEntry, sent } from "./entry.js";
import { Evening } from "./fold.js";
import { keep } from "./keep.js";
import { show } from "./lists.js";
import { People, isCode } from "./people.js";
import { alarm, clockOf, keepFocus, one, say, screen } from "./screen.js";
import { openStore } from "./store.js";
import { Link } from "./link.js";
import { Truth } from "./truth.js";
import { walkIns } from "./walk_in.js";

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {import("./store.js").Queued} Queued */
/** @typedef {import("./store.js").Store} Store */
/**
 * @typedef {{ people: People, evening: Evening, queue: Map<string, Queued>, loose: Set<string>, badges: import("./store.js").Label[],
 *   meta: Record<string, any>, clock: (at: number) => string, now: () => number, startsAt: number }} Door
 */

const { event = "", api = "", worker = "" } = document.body.dataset;
const at = (/** @type {string} */ selector) => one(document, selector);

/** In a card: the one tap, and what follows it. Enter held down must do nothing by the second. */
const [ACT, NEXT] = ["form button", "[data-next]"];

/** @param {string} text */
function tell(text) {
  at("[data-told]").textContent = text;
}

/** Opens what the device keeps. @param {Store} store @param {string} [code] @returns {Promise<void>} */
async function begin(store, code = "") {
  const { meta, people, entries, queue, badges } = await store.load();
  if (meta.gone) return gone(store, meta.gone, code);
  if (!meta.token) {
    screen("join");
    return join(store, code, () => begin(store));
  }
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
    badges,
    meta,
    clock: clockOf(meta.zone ?? "UTC"),
    now: () => Date.now() - (meta.ahead ?? 0),
    startsAt: Date.parse(meta.starts_at ?? "") || Date.now(),
  };
  run(store, door, code);
}

/** @param {Store} store @param {Door} door @param {string} code a host's code that came along, should this device be taken off already */
function run(store, door, code) {
  const { evening } = door;
  const search = /** @type {HTMLInputElement} */ (at("#q"));
  const lists = at("[data-lists]");
  const place = at("[data-card-place]");
  let open = "";
  let drawing = 0;
  let saved = false; // whether the queue, as it is, lies in a file

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
    keepFocus(() => {
      show(door, lists, isCode(search.value) ? "" : search.value.trim());
      badges.show();
    }, search);
    truth.show();
  };

  const loose = () => [...door.loose].flatMap((id) => door.queue.get(id) ?? []);
  const refresh = async () => {
    const [queue, labels] = await Promise.all([store.queue(), store.badges()]);
    door.badges = labels;
    door.queue = new Map([...queue, ...loose()].map((one) => [one.id, one]));
  };
  const link = new Link({
    api,
    event,
    store,
    door,
    changed: async () => {
      await refresh();
      if (open && !place.contains(document.activeElement)) open_card(open);
      draw();
    },
    told: () => truth.show(),
    gone: async (why) => {
      const { meta } = await store.load();
      // Another tab came back in meanwhile.
      if (meta.token && meta.token !== door.meta.token) return location.reload();
      link.stop();
      const rest = loose();
      door.loose.clear();
      await gone(store, why, code, rest);
    },
  });
  const truth = new Truth(door, link, {
    save: () => {
      saveQueue(door.queue.values(), door.meta.device);
      saved = true;
    },
    drop: async (id) => {
      await store.drop([id]);
      door.loose.delete(id);
      link.tell();
      await refresh();
      draw();
    },
  });

  const badges = new Badges({
    door,
    store,
    link,
    tell,
    alarm: (text) => truth.alarm(text),
    changed: () => {
      if (open) redraw();
      draw();
    },
  });

  /** Writes entries down, then says so. @param {Entry[]} entries @param {string} said */
  const note = async (entries, said) => {
    saved = false;
    // What found no room before tries again.
    const again = loose();
    try {
      await store.say([...again.map(({ entry }) => entry), ...entries]);
      for (const { id } of again) door.loose.delete(id);
      if (again.length) truth.quiet();
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

  /** @param {string} id @param {string} [focus] what in the card has the focus then */
  const open_card = (id, focus) => {
    open = evening.asOne(id);
    place.replaceChildren(card(door, open));
    if (focus) /** @type {HTMLElement | null} */ (place.querySelector(focus))?.focus();
  };
  /** The card anew; what had the focus in it has it again, or whatever is harmless. */
  const redraw = () => {
    const had = place.contains(document.activeElement) ? document.activeElement : undefined;
    const same = had && ["badge", "link"].find((name) => had.matches(`[data-${name}]`));
    open_card(open, had ? (same ? `[data-${same}]` : NEXT) : undefined);
    if (had && !place.contains(document.activeElement)) one(place, NEXT).focus();
  };
  const next = () => {
    open = "";
    place.replaceChildren();
    at("[data-alike]").hidden = true;
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
      if (open === person) open_card(person, place.contains(document.activeElement) ? NEXT : undefined);
      return draw();
    }
    open_card(person, keys ? undefined : NEXT);
    if (keys) search.focus();
    draw();
  };

  const walkIn = walkIns(door, {
    note,
    done: (id) => {
      search.value = "";
      drawNow();
      open_card(id, NEXT);
    },
  });

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
      if (first) open_card(first, ACT);
    } else if (form.matches("[data-walk-in]")) walkIn();
  });
  document.addEventListener("click", async (click) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (click.target).closest("button"));
    if (!button) return;
    const { open: who, undo, same, double, link: of } = button.dataset;
    if (who) open_card(who, ACT);
    else if (undo) {
      const person = evening.entry(undo)?.person ?? "";
      await note([entryOf("undo", { entry: undo }, Date.now(), door.meta.ahead)], say("door-app-undone", { name: door.people.name(person) }));
      if (open) redraw();
    } else if (same && double) {
      await note([entryOf("same_person", { person: same, double }, Date.now(), door.meta.ahead)], say("door-app-told-same", { name: door.people.name(same) }));
    } else if (of) {
      const handed = await link.handed(of);
      one(place, "[data-handed]").replaceChildren(...handed);
    } else if (button.matches("[data-next]")) next();
    else if (button.matches("[data-none] button")) walkIn(search.value);
    else if (button.matches("[data-wipe]")) {
      if (door.queue.size && !saved) truth.alarm(say("door-app-rest-first"));
      else await wipe(store);
    }
  });
  window.addEventListener("beforeunload", (leave) => door.loose.size && leave.preventDefault());
  search.addEventListener("input", draw);
  document.addEventListener("keydown", ({ key, target }) => key === "Escape" && !(target instanceof HTMLSelectElement) && next());
  at("[data-read]").addEventListener("change", async ({ target }) => {
    const input = /** @type {HTMLInputElement} */ (target);
    try {
      const told = JSON.parse((await input.files?.[0]?.text()) ?? "");
      if (told.event !== event || !Array.isArray(told.entries)) throw new Error();
      if (!told.entries.every(isEntry)) throw new Error();
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

async function main() {
  const code = location.hash.slice(1);
  // The code is good once; it need not stay in the address.
  if (code) history.replaceState(null, "", location.pathname + location.search);
  keep(worker).catch(() => undefined);
  await begin(await openStore(event), code);
}

main().catch((error) => {
  alarm(say("door-app-broken", { why: String(error) }));
});
