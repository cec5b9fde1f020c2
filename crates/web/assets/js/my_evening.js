// @ts-check
// Keeps a page in step with the evening: <div data-live="/evening/…/stream"> is told when something
// changed, and its parts are taken anew. Without JavaScript one reloads.
import { refresh } from "./lib/parts.js";

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
