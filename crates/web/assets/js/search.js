// @ts-check
// The search box: <form data-find="/search/offered">. What is found is offered under it as one types, in
// the pattern of a combobox: arrows choose, Enter opens, Escape closes. Without this script it is a form.

const SOON = 120; // between the last key and asking

/** @param {HTMLFormElement} form */
function attach(form) {
  const input = form.querySelector("input[type=search]");
  if (!(input instanceof HTMLInputElement)) return;
  const list = document.createElement("div");
  const said = document.createElement("p");
  list.id = `${input.id}-offered`;
  list.className = "offered-finds";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector("label")?.textContent ?? "");
  said.className = "sr";
  said.setAttribute("role", "status");
  (input.closest(".box") ?? form).append(list, said);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) {
    input.setAttribute(name, value);
  }

  let timer = 0;
  let asked = 0; // answers may come in another order than the questions
  let at = -1;

  /** @returns {HTMLAnchorElement[]} */
  const options = () => Array.from(list.querySelectorAll("a[role=option]"));

  /** @param {number} next */
  function choose(next) {
    const all = options();
    all[at]?.removeAttribute("aria-selected");
    at = next < -1 ? all.length - 1 : next >= all.length ? -1 : next;
    const chosen = all[at];
    chosen?.setAttribute("aria-selected", "true");
    chosen?.scrollIntoView({ block: "nearest" });
    if (chosen) input?.setAttribute("aria-activedescendant", chosen.id);
    else input?.removeAttribute("aria-activedescendant");
  }

  /** @param {boolean} open */
  function show(open) {
    list.hidden = !open;
    input?.setAttribute("aria-expanded", String(open));
    if (!open) choose(-1);
  }

  /** @param {string} q */
  async function ask(q) {
    const mine = ++asked;
    const answer = await fetch(`${form.dataset.find}?q=${encodeURIComponent(q)}`, { headers: { accept: "text/html" } });
    const text = answer.ok ? await answer.text() : "";
    if (mine !== asked) return;
    const page = new DOMParser().parseFromString(text, "text/html");
    const offered = page.querySelector("[data-offered]");
    if (!(offered instanceof HTMLElement)) return show(false); // signed out meanwhile, or a failure
    choose(-1);
    list.replaceChildren(...offered.childNodes);
    options().forEach((option, n) => { option.id = `${list.id}-${n}`; });
    said.textContent = offered.dataset.said ?? "";
    show(form.contains(document.activeElement));
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    const q = input.value.trim();
    if (!q) {
      asked++;
      return show(false);
    }
    timer = window.setTimeout(() => ask(q).catch(() => show(false)), SOON);
  });
  input.addEventListener("keydown", (event) => {
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!open && list.childElementCount && input.value.trim()) show(true);
      choose(at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Escape" && open) show(false);
    else if (event.key === "Enter" && open && at >= 0) options()[at]?.click();
    else return;
    event.preventDefault();
  });
  form.addEventListener("focusout", (event) => {
    if (!(event.relatedTarget instanceof Node && form.contains(event.relatedTarget))) show(false);
  });
}

for (const form of document.querySelectorAll("form[data-find]")) {
  if (form instanceof HTMLFormElement) attach(form);
}
