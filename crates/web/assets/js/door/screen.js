// @ts-check
// Words and pieces of the screen. Both stand in the shell, in the reader's language: words in
// <template data-words>, pieces in <template data-part>, whose places are named by data-slot.

/** @param {ParentNode} root @param {string} selector @returns {HTMLElement} */
export function one(root, selector) {
  const found = root.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`the shell lacks ${selector}`);
  return found;
}

/** @type {Map<string, string>} */
const words = new Map();
const templates = /** @type {NodeListOf<HTMLTemplateElement>} */ (document.querySelectorAll("template[data-words]"));
for (const word of [...templates].flatMap(({ content }) => [...content.querySelectorAll("[data-key]")])) {
  words.set(/** @type {HTMLElement} */ (word).dataset.key ?? "", word.textContent ?? "");
}

/** Whether French elides before a name, as the server's words do: before vowels, h, and y with a consonant. @param {string} name */
const elides = (name) => /^([aeiouœæ]|h\p{L}|y(?![aeiou])\p{L})/iu.test(name.normalize("NFD"));

/** A message with its places filled. @param {string} key @param {Record<string, string | number>} [places] */
export const say = (key, places = {}) =>
  (words.get(key) ?? key).replace(/(\bde )?\{(\w+)\}/g, (_, of = "", name) => {
    const text = String(places[name] ?? "");
    return of && elides(text) ? `d’${text}` : of + text;
  });

/** A piece of the screen, its places filled. @param {string} name @param {Record<string, string | Node | undefined>} slots */
export function piece(name, slots) {
  const template = /** @type {HTMLTemplateElement} */ (one(document, `template[data-part=${name}]`));
  const root = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-slot]"))) {
    const value = slots[place.dataset.slot ?? ""];
    if (value === undefined || value === "") {
      // A fact that is not known takes its heading along.
      (place.closest("[data-fact]") ?? place).remove();
    } else place.append(value);
  }
  return root;
}

/** @param {string} name */
export function icon(name) {
  const svg = piece("icon", {});
  svg.querySelector("use")?.setAttribute("href", `${document.body.dataset.icons}#${name}`);
  return svg;
}

/** A status: always a word, an icon and a colour. @param {string} kind @param {string} picture @param {string} text */
export function badge(kind, picture, text) {
  const root = piece("badge", { text });
  root.classList.add(kind);
  root.prepend(icon(picture));
  return root;
}

/** @param {...Node} nodes */
export function together(...nodes) {
  const all = document.createDocumentFragment();
  all.append(...nodes);
  return all;
}

/** @param {string} zone */
export function clockOf(zone) {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "numeric", minute: "2-digit", timeZone: zone });
  return (/** @type {number} */ at) => format.format(at);
}

/** Initials on a tint of their own. @param {string} id @param {string} given @param {string} family @param {string} size */
export function avatar(id, given, family, size) {
  const face = document.createElement("span");
  const tint = parseInt(id.slice(-2), 16) % 6;
  face.className = `avatar ${size}${tint ? ` t${tint}` : ""}`;
  face.setAttribute("aria-hidden", "true");
  face.textContent = [given, family].map((word) => [...word][0] ?? "").join("").toUpperCase();
  return face;
}

/** `+ 2`; nothing for nobody. @param {number} company */
export const plus = (company) => (company ? `+\u00a0${company}` : "");

/** Shows these screens and no other. @param {...("join" | "gone" | "door")} names */
export function screen(...names) {
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-screen]"))) {
    part.hidden = !names.some((name) => part.dataset.screen === name);
  }
}

/** Says at the top what must not be missed. @param {string} text */
export function alarm(text) {
  const place = one(document, "[data-alarm]");
  one(place, "p").textContent = text;
  place.hidden = false;
}

/**
 * Does what may take away the control that has the focus, and gives the focus to what stands for it
 * afterwards: the same control drawn anew, whoever is in its row now, else a place to go on from.
 * @param {() => void} job @param {HTMLElement} home
 */
export function keepFocus(job, home) {
  const had = document.activeElement;
  const list = had?.closest("[data-rows]");
  if (!(had instanceof HTMLElement) || had === document.body) return job();
  const row = [...(list?.children ?? [])].indexOf(/** @type {Element} */ (had.closest("li")));
  const key = ["person", "open", "undo", "badge"].find((name) => had.closest(`[data-${name}]`));
  const value = had.closest(`[data-${key}]`)?.getAttribute(`data-${key}`);
  job();
  if (had.isConnected && !had.closest("[hidden]")) return;
  const same = list?.querySelector(key === "person" ? `[data-person="${value}"] ${had.localName}` : `[data-${key}="${value}"]`);
  const beside = list?.children[Math.min(row, list.children.length - 1)]?.querySelector("[data-open]");
  for (const to of [same, beside, home]) {
    if (to instanceof HTMLElement) to.focus();
    if (document.activeElement === to) return;
  }
}

/** Saves a text or the like as a file. @param {string} name @param {string | Blob} what */
export function save(name, what) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(typeof what === "string" ? new Blob([what], { type: "application/json" }) : what);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
