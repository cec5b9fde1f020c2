// @ts-check
// Keeps a page in step with the evening: <div data-live="/evening/…/stream"> is told when something
// changed, and every [data-part] is taken anew from the page itself. A part in which somebody is
// typing is left alone. Without JavaScript one reloads.

/** @param {Element} part */
const busy = (part) => {
  const at = document.activeElement;
  return at instanceof HTMLElement && part.contains(at) && at.matches("input, textarea, select, summary");
};

async function refresh() {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-part]")) {
    const fresh = page.getElementById(part.id);
    if (fresh && !busy(part) && fresh.innerHTML !== part.innerHTML) part.replaceChildren(...fresh.childNodes);
  }
}

const live = document.querySelector("[data-live]");
if (live instanceof HTMLElement && live.dataset.live) {
  const source = new EventSource(live.dataset.live);
  let missed = false;
  const again = () => {
    // A phone in a pocket looks again when it is taken out.
    missed = document.hidden;
    if (!missed) refresh().catch(() => undefined);
  };
  source.addEventListener("changed", again);
  source.addEventListener("reset", again);
  document.addEventListener("visibilitychange", () => { if (missed) again(); });
}
