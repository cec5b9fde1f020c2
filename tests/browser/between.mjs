// @ts-check
// Stands between a browser and a house, to change what the house says: a story may need a newer
// version, or another time of day, than the house has.

import { createServer, request } from "node:http";

/**
 * @param {string} url the house
 * @param {{ asked?: (path: string) => string, said: (path: string, text: string) => string }} change
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function between(url, change) {
  const server = createServer((asked, answer) => {
    const path = change.asked?.(asked.url ?? "/") ?? asked.url ?? "/";
    const headers = { ...asked.headers, "accept-encoding": "identity" };
    const on = request(url + path, { method: asked.method, headers }, async (told) => {
      /** @type {Buffer[]} */
      const parts = [];
      for await (const part of told) parts.push(part);
      const body = Buffer.concat(parts);
      const text = /text|json|javascript/.test(told.headers["content-type"] ?? "");
      const said = text ? Buffer.from(change.said(path, body.toString("utf8"))) : body;
      const { "content-length": _, "transfer-encoding": __, ...rest } = told.headers;
      answer.writeHead(told.statusCode ?? 502, { ...rest, "content-length": said.length });
      answer.end(said);
    });
    on.on("error", () => answer.destroy());
    asked.pipe(on);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
  const address = server.address();
  const close = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { url: `http://127.0.0.1:${address && typeof address === "object" ? address.port : 0}`, close };
}
