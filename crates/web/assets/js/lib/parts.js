// @ts-check
// Parts of a page that follow the evening: every [data-part] is taken anew from the page itself. A part
// in which somebody is typing or has the focus is left alone.

/** @param {Element} part */
const busy = (part) => {
  const at = document.activeElement;
  return at instanceof HTMLElement && part.contains(at) && at.matches("input, textarea, select, summary, button, a");
};

/** Takes every part anew; rejects when the page cannot be had. */
export async function refresh() {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-part]")) {
    const fresh = page.getElementById(part.id);
    if (fresh && !busy(part) && fresh.innerHTML !== part.innerHTML) part.replaceChildren(...fresh.childNodes);
  }
}
