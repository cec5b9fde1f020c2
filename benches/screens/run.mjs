// Measures how long after its acknowledgement an entry appears on every other screen (doors, hosts' boards and
// walls listen to one stream): 500 of them, on one node over SQLite, and on two nodes over PostgreSQL where
// DATABASE_URL names an empty database. Then how long a board's page takes that is asked for anew, with all
// screens listening.
//
//   node benches/screens/run.mjs [ENTRIES]      needs a release build, and 2,000 open files (ulimit -n)
// @ts-check
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const SCREENS = 500;
const entries = Number(process.argv[2] ?? 100);
const binary = `${process.env.CARGO_TARGET_DIR ?? 'target'}/release/cinqasept`;

/** A node of the demo, with a session of somebody who runs the evening. @param {string[]} more */
async function node(more) {
  const server = spawn(binary, ['demo', '--port', '0', ...more], { stdio: ['ignore', 'pipe', 'inherit'] });
  /** @type {Record<string, string>} */
  const lines = {};
  const reader = createInterface({ input: server.stdout });
  for await (const line of reader) {
    const [name, url] = line.split(/\s+/);
    lines[name] = url;
    if (name === 'operator') break;
  }
  server.stdout.resume();
  const entered = await fetch(lines.operator, { redirect: 'manual' });
  const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0];
  const url = new URL(lines.evening);
  return { server, url, cookie, id: url.pathname.split('/')[2] };
}

/** Opens a screen; `seen` hears of each entry. */
function screen({ url, cookie, id }, seen) {
  return new Promise((opened, failed) => {
    const request = http.get({ host: url.hostname, port: url.port, path: `/events/${id}/stream`, headers: { cookie }, agent: false });
    request.on('error', failed);
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece) => {
        const at = performance.now();
        text += piece;
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          for (const found of text.slice(0, end).matchAll(/"id":"(5c4ee[^"]+)"/g)) seen(found[1], at);
          text = text.slice(end + 2);
        }
        opened(request);
      });
    });
  });
}

/** Measures over some nodes: entries go to the first, screens are spread over all. */
async function measure(name, nodes) {
  /** @type {Map<string, number[]>} */
  const arrived = new Map();
  const seen = (id, at) => arrived.get(id)?.push(at);
  const screens = [];
  for (let n = 0; n < SCREENS; n++) screens.push(await screen(nodes[n % nodes.length], seen));
  const [{ url, cookie, id }] = nodes;
  const log = `${url.origin}/api/v1/events/${id}/log`;
  const headers = { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
  const page = await (await fetch(`${log}?after=0`, { headers })).json();
  const people = page.entries.filter((e) => e.kind === 'answered').map((e) => e.person);
  const spans = [];
  for (let n = 0; n < entries; n++) {
    const entry = { id: `5c4ee${randomUUID().slice(5)}`, device_at: new Date().toISOString(), kind: 'arrival', person: people[n % people.length] };
    arrived.set(entry.id, []);
    const reply = await fetch(log, { method: 'POST', headers, body: JSON.stringify({ entries: [entry] }) });
    const receipt = await reply.json();
    const acknowledged = performance.now();
    if (receipt.stored?.length !== 1) throw new Error(JSON.stringify(receipt));
    await new Promise((done) => setTimeout(done, 60 + (n % 7) * 20));
    spans.push([entry.id, acknowledged]);
  }
  await new Promise((done) => setTimeout(done, 1500));
  const waits = spans.flatMap(([id, acknowledged]) => (arrived.get(id) ?? []).map((at) => Math.max(0, at - acknowledged)));
  waits.sort((a, b) => a - b);
  const missing = entries * SCREENS - waits.length;
  const at = (share) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))].toFixed(1);
  console.log(`${name.padEnd(34)} p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, worst ${at(1)} ms, missing ${missing} (limit: p99 300 ms, none missing)`);
  const looks = [];
  for (let n = 0; n < 40; n++) {
    const { url, cookie, id } = nodes[n % nodes.length];
    const entry = { id: randomUUID(), device_at: new Date().toISOString(), kind: 'arrival', person: people[(n * 7) % people.length] };
    await fetch(log, { method: 'POST', headers, body: JSON.stringify({ entries: [entry] }) });
    const asked = performance.now();
    const page = await (await fetch(`${url.origin}/events/${id}/room`, { headers: { cookie } })).text();
    if (!page.includes('data-room')) throw new Error('no board');
    looks.push(performance.now() - asked);
  }
  looks.sort((a, b) => a - b);
  console.log(`${''.padEnd(34)} a board's page: p50 ${looks[20].toFixed(1)} ms, worst of 40 ${looks[39].toFixed(1)} ms (limit 300 ms)`);
  screens.forEach((request) => request.destroy());
  for (const { server } of nodes) {
    server.kill();
    await once(server, 'exit');
  }
}

await measure('500 screens, one node, SQLite', [await node([])]);
const database = process.env.DATABASE_URL;
if (database) {
  const nodes = [await node(['--database-url', database]), await node(['--database-url', database])];
  await measure('2 × 250 screens, two nodes, PG', nodes);
} else {
  console.log('two nodes: not measured, DATABASE_URL names no empty PostgreSQL database');
}
