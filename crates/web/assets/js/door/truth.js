// @ts-check
// What is so: on line or off line since when, what waits, when the device last synced, how wrong its
// clock is, what was refused. A failure is never silent.

import { WRONG } from "./entry.js";
import { alarm, badge, keepFocus, one, piece, say } from "./screen.js";

/** @typedef {import("./app.js").Door} Door */

export class Truth {
  #door;
  #link;
  #acts;
  #root = one(document, ".truth");
  #alarm = one(document, "[data-alarm]");

  /**
   * @param {Door} door @param {import("./link.js").Link} link
   * @param {{ save: () => void, drop: (id: string) => void }} acts
   */
  constructor(door, link, acts) {
    this.#door = door;
    this.#link = link;
    this.#acts = acts;
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-screen=door] [data-save], [data-alarm] [data-save]"))) {
      button.onclick = () => acts.save();
    }
    one(this.#root, "[data-sync]").onclick = () => link.round();
    one(this.#root, "[data-name]").textContent = door.meta.name ?? "";
  }

  show() {
    const { meta, queue, clock } = this.#door;
    const { online, since, trouble, full } = this.#link;
    const all = [...queue.values()];
    const refused = all.filter(({ why }) => why !== undefined);
    const waiting = all.length - refused.length;
    const put = (/** @type {string} */ where, /** @type {string} */ text) => {
      const place = one(this.#root, where);
      if (place.textContent !== text) place.textContent = text;
    };
    const off = () => badge("waiting", "warn", say("door-app-offline", { time: clock(since) }));
    const line = online === undefined ? undefined : online ? badge("going", "check", say("door-app-online")) : off();
    one(this.#root, "[data-line]").replaceChildren(...(line ? [line] : []), ...(trouble ? [` ${say("door-app-trouble", { why: trouble })}`] : []), ...(full ? [` ${full}`] : []));
    put("[data-waiting]", waiting ? say("door-app-waiting", { number: waiting }) : say("door-app-waiting-none"));
    put("[data-synced]", meta.synced ? say("door-app-synced", { time: clock(meta.synced) }) : say("door-app-synced-never"));
    const wrong = Math.abs(meta.ahead ?? 0) > WRONG;
    one(this.#root, "[data-ahead]").hidden = !wrong;
    if (wrong) put("[data-ahead]", say(meta.ahead > 0 ? "door-app-ahead" : "door-app-behind", { time: length(meta.ahead) }));
    this.#refused(refused);
  }

  /** @param {import("./store.js").Queued[]} all */
  #refused(all) {
    const box = one(this.#root, "[data-refused]");
    const opens = all.length > 0 && box.hidden;
    box.hidden = !all.length;
    if (opens) {
      this.alarm(say("door-app-refused", { number: all.length }));
      /** @type {HTMLDetailsElement | null} */ (this.#root.querySelector("details"))?.setAttribute("open", "");
    }
    const told = all.map(({ entry, why }) => {
      const { people, clock, evening } = this.#door;
      const name = entry.person ? people.name(entry.person) : (entry.entry ?? "");
      const words = `${clock(evening.moment(entry))} ${entry.kind} ${name}`;
      const root = piece("refused", { words, why: why ?? "", again: ` ${words}` });
      one(root, "button").onclick = () => this.#acts.drop(entry.id);
      return root;
    });
    keepFocus(() => one(box, "[data-rows]").replaceChildren(...told), one(this.#root, "summary"));
  }

  /** @param {string} text */
  alarm(text) {
    one(this.#alarm, "[data-save]").hidden = this.#door.loose.size === 0;
    alarm(text);
  }

  quiet() {
    if (!this.#door.loose.size) this.#alarm.hidden = true;
  }

  /** @param {boolean} kept whether the browser promised to keep what is stored */
  kept(kept) {
    one(this.#root, "[data-persisted]").textContent = say(kept ? "door-app-persisted" : "door-app-not-persisted");
  }
}

/** A length of time, to the minute. @param {number} ahead */
function length(ahead) {
  const minutes = Math.max(1, Math.round(Math.abs(ahead) / 60_000));
  const hours = Math.floor(minutes / 60);
  return hours ? `${hours} h ${String(minutes % 60).padStart(2, "0")}` : `${minutes} min`;
}
