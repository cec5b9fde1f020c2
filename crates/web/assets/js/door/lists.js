// @ts-check
// The lists of the door: who is found, who comes next, who is here, who left, what happened last.

import { avatar, badge, icon, piece, plus, say, together } from "./screen.js";

/** @typedef {import("./app.js").Door} Door */
/** @typedef {import("./people.js").Person} Person */

const SHOWN = 60;
/** Of those awaited, whoever is likely to come next; the others are one key further. */
const SOON = 10;
const LAST = 8;
const OFFERED = 4;

/** @param {Door} door @param {string} id */
function since({ evening, clock }, id) {
  const { since, left } = evening.presence(id);
  if (since !== undefined) return say("door-since", { time: clock(since) });
  return left === undefined ? say("door-awaited") : say("door-left-at", { time: clock(left) });
}

/** @type {Record<string, [string, string]>} */
const WORDS = { waiting: ["waiting", "clock"], maybe: ["maybe", "maybe"], silent: ["draft", "mail"], no: ["draft", "cross"] };

/** @param {Person} person */
function badges({ word, revoked, first }) {
  const all = [];
  if (revoked) all.push(badge("cancelled", "cross", say("guests-revoked")));
  if (word && WORDS[word]) all.push(badge(...WORDS[word], say(`door-word-${word}`)));
  if (!word) all.push(badge("draft", "person", say("door-word-none")));
  if (first && word) all.push(badge("guest", "star", say("guests-first-time")));
  return all;
}

/**
 * The one tap that lets somebody in, or notes that they go out or come back.
 * @param {Door} door @param {string} id
 */
export function tap({ people, evening }, id) {
  const { arrived, since } = evening.presence(id);
  const name = people.name(id);
  const act = since !== undefined ? "depart" : arrived !== undefined ? "return" : "admit";
  const root = piece("tap", { act: say(`door-${act}`), name: ` ${name}` });
  root.dataset.person = id;
  root.dataset.act = act;
  if (act !== "admit") root.querySelector("button")?.classList.add("secondary");
  const select = root.querySelector("select");
  if (act !== "admit") select?.remove();
  const announced = people.get(id)?.company ?? 0;
  for (let n = 0; act === "admit" && n <= Math.max(announced, OFFERED); n++) {
    select?.add(new Option(n ? plus(n) : say("door-alone"), String(n), n === announced, n === announced));
  }
  select?.setAttribute("aria-label", say("door-company", { name }));
  return root;
}

/** @param {Door} door @param {string} id */
function row(door, id) {
  const person = door.people.get(id);
  const { arrived, company } = door.evening.presence(id);
  const came = arrived !== undefined;
  const facts = [came ? since(door, id) : "", person?.does ?? ""].filter(Boolean).join(" · ");
  const marks = person && !came ? badges(person) : [];
  const root = piece("row", {
    face: avatar(id, person?.given ?? "?", person?.family ?? "", "small"),
    name: door.people.name(id),
    with: came ? plus(company) : "",
    facts,
    badges: marks.length ? together(...marks) : undefined,
    tap: tap(door, id),
  });
  /** @type {HTMLElement | null} */ (root.querySelector("[data-open]"))?.setAttribute("data-open", id);
  return root;
}

/** @param {Door} door @param {string[]} ids */
export const rows = (door, ids) => together(...ids.slice(0, SHOWN).map((id) => row(door, id)));

/** @type {Record<string, string>} */
const TOLD = { arrival: "in", departure: "out", return: "back", same_person: "same" };

/** @param {Door} door */
function said(door) {
  return door.evening.last(LAST).map((entry) => {
    const id = entry.person ?? "";
    const company = entry.kind === "arrival" ? plus(entry.company ?? 0) : "";
    const words = say(`door-app-told-${TOLD[entry.kind]}`, { name: `${door.people.name(id)} ${company}`.trim() });
    const waits = door.queue.get(entry.id);
    const root = piece("said", { time: door.clock(door.evening.moment(entry)), words, again: ` ${words}` });
    if (waits) root.querySelector("p")?.append(" ", waits.why ? icon("warn") : icon("clock"));
    root.querySelector("button")?.setAttribute("data-undo", entry.id);
    return root;
  });
}

/** @param {Door} door */
function doubles(door) {
  const told = (/** @type {string} */ id) => {
    const [name, at] = [door.people.name(id), door.evening.presence(id).arrived];
    return at === undefined ? say("door-double-awaited", { name }) : say("door-double-one", { name, time: door.clock(at) });
  };
  return door.people.doubles(door.evening).map(({ kept, double }) => {
    const words = say("door-double", { one: told(kept), other: told(double) });
    const root = piece("double", { words, again: ` ${words}` });
    const button = root.querySelector("button");
    button?.setAttribute("data-same", kept);
    button?.setAttribute("data-double", double);
    return root;
  });
}

/** Fills the lists anew; a company that was chosen meanwhile stays chosen. @param {Door} door @param {HTMLElement} root @param {string} query */
export function show(door, root, query) {
  const { evening, people } = door;
  const selects = () => /** @type {NodeListOf<HTMLSelectElement>} */ (root.querySelectorAll("[data-person] select"));
  const of = (/** @type {HTMLElement} */ select) => select.closest("[data-person]")?.getAttribute("data-person");
  const chosen = new Map([...selects()].filter(({ selectedOptions: [one] }) => !one?.defaultSelected).map((one) => [of(one), one.value]));
  const place = (/** @type {string} */ name, /** @type {Node} */ content, /** @type {number} */ count) => {
    const section = root.querySelector(`[data-list=${name}]`);
    section?.querySelector("[data-rows]")?.replaceChildren(content);
    section?.querySelectorAll("[data-count]").forEach((total) => (total.textContent = String(count)));
    if (section instanceof HTMLElement) section.hidden = !count;
  };
  const found = query ? people.find(query, SHOWN, evening) : [];
  place("found", rows(door, found), found.length);
  const none = root.querySelector("[data-none]");
  if (none instanceof HTMLElement) none.hidden = !query;
  none?.querySelector("p")?.replaceChildren(found.length ? "" : say("door-found-none", { name: query }));
  none?.querySelector("button")?.replaceChildren(say("walk-in-as", { name: query }));
  const minutes = (door.now() - door.startsAt) / 60_000;
  const awaited = query ? [] : people.awaited(evening, minutes);
  const came = query ? [] : evening.everyone().reverse();
  const here = came.filter((id) => evening.presence(id).since !== undefined);
  const left = came.filter((id) => evening.presence(id).since === undefined);
  const latest = (/** @type {"since" | "left"} */ key) => (/** @type {string} */ a, /** @type {string} */ b) =>
    (evening.presence(b)[key] ?? 0) - (evening.presence(a)[key] ?? 0);
  place("awaited", rows(door, awaited.slice(0, SOON)), awaited.length);
  place("later", rows(door, awaited.slice(SOON)), Math.max(0, awaited.length - SOON));
  place("here", rows(door, here.sort(latest("since"))), here.length);
  place("left", rows(door, left.sort(latest("left"))), left.length);
  const pairs = doubles(door);
  place("doubles", together(...pairs), pairs.length);
  const last = said(door);
  place("last", together(...last), last.length);
  if (chosen.size) for (const select of selects()) select.value = chosen.get(of(select)) ?? select.value;
}
