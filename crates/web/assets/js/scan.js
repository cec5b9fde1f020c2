// @ts-check
// Reads QR codes with the device's camera into a form:
// <form data-scan hidden><input name="scan"><button type="button">…</button><video hidden></video>
// <p role="status" data-refused="…"></p></form>. Each code read is put into the input and the form
// is submitted; with data-scan="stay" the camera stays on, and a code held still is read once.
// Where the browser cannot read codes the form stays hidden: search does the same.

/** @typedef {{ detect(source: CanvasImageSource): Promise<{ rawValue: string }[]> }} Reader */

/** @returns {Promise<Reader | undefined>} */
async function reader() {
  const Detector = /** @type {any} */ (globalThis).BarcodeDetector;
  if (!Detector || !navigator.mediaDevices) return undefined;
  const formats = await Detector.getSupportedFormats();
  return formats.includes("qr_code") ? new Detector({ formats: ["qr_code"] }) : undefined;
}

/** @param {HTMLFormElement} form */
export async function attach(form) {
  const codes = await reader().catch(() => undefined);
  const input = form.querySelector("input");
  const button = form.querySelector("button");
  const video = form.querySelector("video");
  const status = form.querySelector("[role=status]");
  if (!codes || !input || !button || !video || !(status instanceof HTMLElement)) return;
  form.hidden = false;
  let last = "";

  /** @param {MediaStream} stream */
  const stop = (stream) => {
    stream.getTracks().forEach((track) => track.stop());
    video.hidden = true;
    button.hidden = false;
  };

  /** @param {MediaStream} stream */
  const look = async (stream) => {
    if (!stream.active) return;
    const [found] = await codes.detect(video).catch(() => []);
    if (found && found.rawValue !== last) {
      last = found.rawValue;
      setTimeout(() => { last = ""; }, 4000);
      input.value = found.rawValue;
      form.requestSubmit();
      if (form.dataset.scan !== "stay") {
        stop(stream);
        return;
      }
    }
    setTimeout(() => look(stream), 150);
  };

  button.addEventListener("click", async () => {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.srcObject = stream;
      video.hidden = false;
      button.hidden = true;
      status.textContent = "";
      await video.play();
      look(stream);
      addEventListener("pagehide", () => stop(stream), { once: true });
    } catch {
      status.textContent = status.dataset.refused ?? "";
    }
  });
}

/** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-scan]")).forEach((form) => { attach(form); });
