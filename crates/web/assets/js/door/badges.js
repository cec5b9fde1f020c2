// @ts-check
// Badges to print: a list the device keeps beside its queue. Printed from the page itself, which needs
// no network, or as the server's sheet of labels once it knows everybody on the list.

import { piece, save, say, together } from "./screen.js";

/** @typedef {import("./app.js").Door} Door */
/**
 * @typedef {{ door: Door, store: import("./store.js").Store, link: import("./link.js").Link, changed: () => unknown,
 *   tell: (text: string) => unknown, alarm: (text: string) => unknown }} Ends
 */

export class Badges {
  #ends;
  #list = /** @type {HTMLElement} */ (document.querySelector("[data-list=badges]"));
  #labels = /** @type {HTMLElement} */ (document.querySelector(".labels"));

  /** @param {Ends} ends */
  constructor(ends) {
    this.#ends = ends;
    document.addEventListener("click", (click) => {
      const button = /** @type {Element} */ (click.target).closest("button");
      if (button?.dataset.badge) this.#toggle(button.dataset.badge);
      else if (button?.dataset.badges === "print") this.#print();
      else if (button?.dataset.badges === "sheet") this.#sheet();
      else if (button?.dataset.badges === "done") this.#change([], this.ids());
    });
    window.addEventListener("afterprint", () => document.body.removeAttribute("data-printing"));
  }

  /** Whose badges are to be printed, each once, in the order of being asked. */
  ids() {
    const { door } = this.#ends;
    const all = [...door.badges].sort((a, b) => a.at - b.at);
    return [...new Set(all.map(({ id }) => door.evening.asOne(id)))].filter((id) => door.people.get(id));
  }

  show() {
    const { people } = this.#ends.door;
    const ids = this.ids();
    this.#list.hidden = !ids.length;
    this.#list.querySelectorAll("[data-count]").forEach((count) => (count.textContent = String(ids.length)));
    const rows = ids.map((id) => {
      const root = piece("label-row", { name: people.name(id), again: ` ${people.name(id)}` });
      root.querySelector("button")?.setAttribute("data-badge", id);
      return root;
    });
    this.#list.querySelector("[data-rows]")?.replaceChildren(together(...rows));
  }

  /** @param {string} id */
  async #toggle(id) {
    const { door, tell } = this.#ends;
    const on = !this.ids().includes(id);
    await this.#change(on ? [id] : [], on ? [] : [id]);
    tell(say(`door-app-badge-${on ? "added" : "taken"}`, { name: door.people.name(id) }));
  }

  /** @param {string[]} more @param {string[]} less */
  async #change(more, less) {
    const { door, store, link, changed, alarm } = this.#ends;
    const gone = door.badges.filter(({ id }) => less.includes(door.evening.asOne(id))).map(({ id }) => id);
    const fresh = more.map((id) => ({ id, at: Date.now() }));
    door.badges = [...door.badges.filter(({ id }) => !gone.includes(id)), ...fresh];
    await store.label(fresh, gone).catch((error) => alarm(say("door-app-not-saved", { why: String(error) })));
    link.tell();
    changed();
  }

  #print() {
    const { people } = this.#ends.door;
    const labels = this.ids().map((id) => {
      const { given = "", family = "", does = "" } = people.get(id) ?? {};
      return piece("label", { given, family, does });
    });
    this.#labels.replaceChildren(...labels);
    document.body.dataset.printing = "labels";
    window.print();
  }

  async #sheet() {
    const { door, link, alarm } = this.#ends;
    const ids = this.ids();
    const waits = [...door.queue.values()].some(({ entry }) => entry.person && ids.includes(entry.person));
    try {
      if (waits) throw new Error();
      save("badges.pdf", await link.sheet(ids));
    } catch {
      alarm(say("door-app-badges-later"));
    }
  }
}
