// @ts-check
// Reads QR codes with the camera: a hidden block with a button to open, a video, a button to close
// and a sentence for when the camera does not answer. Where the browser reads no codes by itself,
// a library does.

const EVERY = 120; // milliseconds between two looks

/** @typedef {(video: HTMLVideoElement) => Promise<string | undefined>} Reader */

/**
 * @param {HTMLElement} block
 * @param {(code: string) => boolean} found whether the code was one of ours
 */
export function attach(block, found) {
  const [open, close, sorry] = ["open", "close", "sorry"].map((name) => block.querySelector(`[data-${name}]`));
  const video = block.querySelector("video");
  if (!(open instanceof HTMLElement && close instanceof HTMLElement && sorry instanceof HTMLElement && video)) return;
  block.hidden = false;
  /** @type {MediaStream | undefined} */
  let stream;

  function stop() {
    stream?.getTracks().forEach((track) => track.stop());
    stream = undefined;
    show(false);
  }

  /** @param {boolean} on */
  function show(on) {
    if (video) video.hidden = !on;
    if (close instanceof HTMLElement) close.hidden = !on;
    if (open instanceof HTMLElement) open.hidden = on;
  }

  /** @param {Reader} read */
  async function look(read) {
    if (!stream || !video) return;
    const code = await read(video).catch(() => undefined);
    if (code && found(code)) return stop();
    window.setTimeout(() => look(read), EVERY);
  }

  open.addEventListener("click", async () => {
    sorry.hidden = true;
    try {
      const read = await reader();
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.srcObject = stream;
      show(true);
      await video.play();
      look(read);
    } catch {
      stop();
      sorry.hidden = false;
    }
  });
  close.addEventListener("click", stop);
  window.addEventListener("pagehide", stop);
}

/** @returns {Promise<Reader>} */
async function reader() {
  const Detector = /** @type {any} */ (window).BarcodeDetector;
  if (Detector && (await Detector.getSupportedFormats()).includes("qr_code")) {
    const detector = new Detector({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video))[0]?.rawValue;
  }
  const { decodeQR } = await import("./lib/qr/decode.js");
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    if (!context || !video.videoWidth) return undefined;
    // Half the picture is plenty for a code held before the camera, and four times as fast.
    canvas.width = Math.min(640, video.videoWidth);
    canvas.height = Math.round((canvas.width * video.videoHeight) / video.videoWidth);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height));
  };
}
