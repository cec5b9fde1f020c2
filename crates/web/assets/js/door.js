// @ts-check
// The door as it grows: <div data-door data-stream="…" data-from="…">. What other hosts say appears
// at once, and the search answers while one types. Without this script everything works by forms.

const PAUSE = 150; // between a keystroke, or word of an entry, and asking for the lists

/** @param {HTMLElement} door */
function attach(door) {
  const search = /** @type {HTMLInputElement | null} */ (door.querySelector("[data-search]"));
  const lists = /** @type {HTMLElement | null} */ (door.querySelector("[data-lists]"));
  const told = /** @type {HTMLElement | null} */ (door.querySelector("[data-told]"));
  if (!search || !lists || !told) return;
  let timer = 0;
  let asked = 0;
  let held = false; // a finger is down: what it is about to tap must not move

  /** @param {boolean} tell whether to say what happened last */
  function soon(tell) {
    clearTimeout(timer);
    timer = window.setTimeout(() => refresh(tell), PAUSE);
  }

  /** @param {boolean} tell */
  async function refresh(tell) {
    if (!search || !lists || !told) return;
    if (held) return soon(tell);
    const mine = ++asked;
    const q = /\/(i|m)\//.test(search.value) ? "" : search.value.trim();
    try {
      const answer = await fetch(`${door.dataset.from}?q=${encodeURIComponent(q)}`);
      if (!answer.ok || mine !== asked) return;
      const html = await answer.text();
      if (held) return soon(tell);
      replace(lists, html);
      if (tell) told.textContent = lists.querySelector("[data-entry] p")?.textContent ?? "";
    } catch {
      // No network: what is shown stays, and the stream asks again when it is back.
    }
  }

  door.addEventListener("pointerdown", () => { held = true; });
  for (const end of ["pointerup", "pointercancel"]) {
    window.addEventListener(end, () => window.setTimeout(() => { held = false; }, 300));
  }
  search.addEventListener("input", () => soon(false));
  search.form?.addEventListener("submit", (event) => {
    if (!scan(door, search.value)) return;
    event.preventDefault();
  });
  // A plugged-in scanner types wherever the cursor is; what is to be read stays in sight.
  if (matchMedia("(pointer: fine)").matches) search.focus({ preventScroll: true });

  if (!door.dataset.stream || !window.EventSource) return;
  const stream = new EventSource(door.dataset.stream);
  let first = true;
  stream.addEventListener("entries", (event) => {
    const { here, came, entries } = JSON.parse(event.data);
    show(door, "[data-here]", here);
    show(door, "[data-came]", came);
    if (!first || entries.length > 0) soon(!first);
    first = false;
  });
  stream.addEventListener("reset", () => soon(false));
}

/**
 * Puts new lists in place, and keeps what a host was about to say: open lists, a company just chosen.
 * @param {HTMLElement} lists
 * @param {string} html
 */
function replace(lists, html) {
  const open = [...lists.querySelectorAll("details")].map((list) => list.open);
  /** @type {Map<string, string>} */
  const chosen = new Map();
  for (const select of lists.querySelectorAll("select")) {
    const given = [...select.options].findIndex((option) => option.defaultSelected);
    if (select.selectedIndex !== Math.max(given, 0)) chosen.set(person(select), select.value);
  }
  const focused = document.activeElement instanceof HTMLElement && lists.contains(document.activeElement)
    ? [person(document.activeElement), document.activeElement.tagName] : undefined;
  lists.innerHTML = html;
  lists.querySelectorAll("details").forEach((list, n) => { list.open = open[n] ?? false; });
  for (const select of lists.querySelectorAll("select")) {
    select.value = chosen.get(person(select)) ?? select.value;
  }
  if (!focused) return;
  for (const control of lists.querySelectorAll(focused[1] ?? "button")) {
    if (control instanceof HTMLElement && person(control) === focused[0]) return control.focus();
  }
}

/** @param {HTMLElement} control */
function person(control) {
  const field = control.closest("form")?.querySelector("input[type=hidden]");
  return field instanceof HTMLInputElement ? field.value : "";
}

/**
 * Sends a scanned code; whether it was one.
 * @param {HTMLElement} door
 * @param {string} code
 */
function scan(door, code) {
  const form = door.querySelector("form[data-scan]");
  const field = form?.querySelector("input");
  if (!(form instanceof HTMLFormElement) || !field || !/\/(i|m)\/[\w-]+/.test(code)) return false;
  field.value = code;
  form.submit();
  return true;
}

/**
 * @param {HTMLElement} door
 * @param {string} where
 * @param {number} count
 */
function show(door, where, count) {
  const place = door.querySelector(where);
  if (place) place.textContent = String(count);
}

for (const door of document.querySelectorAll("[data-door]")) {
  if (!(door instanceof HTMLElement)) continue;
  attach(door);
  const camera = door.querySelector("[data-camera]");
  if (camera instanceof HTMLElement && navigator.mediaDevices) {
    import("./camera.js").then((module) => module.attach(camera, (code) => scan(door, code))).catch(() => undefined);
  }
}
