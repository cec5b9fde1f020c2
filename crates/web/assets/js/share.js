// @ts-check
// A button that opens the phone's own share sheet: <button data-share="https://…" data-title="…" hidden>.
// Where there is no share sheet the button stays hidden; the link to copy is beside it.

/** @param {HTMLButtonElement} button */
function attach(button) {
  const { share: url, title } = button.dataset;
  if (!url || !navigator.share) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.share({ url, title }).catch(() => undefined); // closing the sheet is not an error
  });
}

/** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("button[data-share]")).forEach(attach);
