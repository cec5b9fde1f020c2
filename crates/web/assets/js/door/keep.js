// @ts-check
// The app without network, and what to do when there is a newer one.

import { one } from "./screen.js";

const EVERY = 15 * 60_000;

/** @param {string} worker the address of the script that keeps it */
export async function keep(worker) {
  if (!navigator.serviceWorker) return;
  const registration = await navigator.serviceWorker.register(worker, { updateViaCache: "none" });
  const box = one(document, "[data-update]");
  let asked = false;
  const offer = () => {
    box.hidden = !registration.waiting || !navigator.serviceWorker.controller;
  };
  one(box, "button").onclick = () => {
    asked = true;
    registration.waiting?.postMessage("take over");
  };
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", offer));
  navigator.serviceWorker.addEventListener("controllerchange", () => asked && location.reload());
  offer();
  setInterval(() => navigator.onLine && registration.update().catch(() => undefined), EVERY);
}
