// @ts-check
// A button that copies a link: <button data-copy="id-of-the-input" data-done="Lien copié" hidden>.
// Without JavaScript the button stays hidden and the link is selected by hand.

/** @param {HTMLButtonElement} button */
function attach(button) {
  const source = document.getElementById(button.dataset.copy ?? "");
  if (!(source instanceof HTMLInputElement) || !navigator.clipboard) return;
  button.hidden = false;
  source.addEventListener("focus", () => source.select());
  button.addEventListener("click", async () => {
    const label = button.querySelector("span") ?? button;
    const before = label.textContent;
    try {
      await navigator.clipboard.writeText(source.value);
      label.textContent = button.dataset.done ?? before;
      setTimeout(() => { label.textContent = before; }, 3000);
    } catch {
      source.select();
    }
  });
}

/** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("button[data-copy]")).forEach(attach);
