// The search of the door on a phone: Chromium with its processor slowed four times, 5,000 people made
// from the crowd of fixtures/door/search.json. Says how long the index takes, and a query (the first
// one, the median, the slowest in a hundred) against the limit of 50 ms.
//
//   cd tests/browser && npm ci && node ../../benches/door/search.mjs
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../tests/browser/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const root = new URL("../../", import.meta.url);
const { crowd } = JSON.parse(readFileSync(new URL("fixtures/door/search.json", root), "utf8"));

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await browser.newPage();
await page.route("**", (route) => {
  const name = new URL(route.request().url()).pathname.slice(1);
  if (!name.endsWith(".js")) return route.fulfill({ contentType: "text/html", body: "<!doctype html>" });
  const body = readFileSync(new URL(`crates/web/assets/js/${name}`, root), "utf8");
  return route.fulfill({ contentType: "text/javascript", body });
});
await page.goto("http://localhost/");
const devtools = await page.context().newCDPSession(page);
await devtools.send("Emulation.setCPUThrottlingRate", { rate: Number(process.env.SLOWER ?? 4) });
const told = await page.evaluate(async ({ people, queries }) => {
  const { People } = await import("/door/people.js");
  const { Evening } = await import("/door/fold.js");
  const evening = new Evening();
  const all = Array.from({ length: 5_000 }, (_, n) => {
    const [given, family, does] = people[n % people.length];
    // Ten crowds of strangers: each family name gets an ending of its own.
    const other = n < people.length ? family : family + "aeioulnrs"[Math.floor(n / people.length) - 1];
    return { id: `p${n}`, given, family: other, does, delay: 12, word: "going", codes: [] };
  });
  const began = performance.now();
  const index = new People(all);
  const built = performance.now() - began;
  const times = queries.map((q) => {
    const from = performance.now();
    index.find(q, 60, evening);
    return performance.now() - from;
  });
  const [first] = times;
  times.sort((a, b) => a - b);
  return { built, first, median: times[times.length >> 1], worst: times[Math.floor(times.length * 0.99)] };
}, { people: crowd.people, queries: crowd.queries.map(([q]) => q) });
await browser.close();
const show = (ms) => `${ms.toFixed(1)} ms (${(ms / 50).toFixed(2)} of the limit)`;
console.log(`index of 5,000: ${told.built.toFixed(0)} ms`);
console.log(`first query ${show(told.first)}, median ${show(told.median)}, p99 ${show(told.worst)}`);
