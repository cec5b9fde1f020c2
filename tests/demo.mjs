// @ts-check
// A demo of its own on a free port, for tests that look at the product from outside.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "..");

/** The binary under test: CINQASEPT_BIN, else the debug build. */
function binary() {
  const target = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
  return process.env.CINQASEPT_BIN ?? join(target, "debug", "cinqasept");
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.on("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(address && typeof address === "object" ? address.port : 0));
    });
  });
}

/**
 * A demo that runs, and the sign-in address of each role.
 * @typedef {{ url: string, roles: Map<string, string>, close: () => Promise<void> }} Demo
 */

/**
 * @param {"afternoon" | "midway" | "end"} [at] where in the story it opens
 * @returns {Promise<Demo>}
 */
export async function startDemo(at = "midway") {
  const data = await mkdtemp(join(tmpdir(), "cinqasept-demo-"));
  const port = await freePort();
  const child = spawn(binary(), ["demo", "--port", String(port), "--at", at, "--data", join(data, "demo")], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, DATABASE_URL: "" },
  });
  /** @type {Map<string, string>} */
  const roles = new Map();
  let printed = "";
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (/** @type {string} */ text) => {
    printed += text;
    for (const line of printed.split("\n")) {
      const [role, address] = line.trim().split(/\s+/);
      if (role && address?.startsWith("http")) roles.set(role, address);
    }
  });
  const url = `http://127.0.0.1:${port}`;
  await ready(`${url}/readyz`, child);
  const close = async () => {
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGTERM");
    await ended;
    await rm(data, { recursive: true, force: true });
  };
  return { url, roles, close };
}

/**
 * Waits until the address answers, or the process ends.
 * @param {string} address
 * @param {import("node:child_process").ChildProcess} child
 */
async function ready(address, child) {
  for (let tries = 0; tries < 600; tries += 1) {
    assert.equal(child.exitCode, null, "the demo ended before it was ready");
    try {
      const answer = await fetch(address);
      if (answer.ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  assert.fail("the demo was not ready within 30 seconds");
}
