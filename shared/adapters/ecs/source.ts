import type { TaskSpec } from "../../ports/task-runtime.ts";

/** Read by the container's own Node before the learner's command begins. */
export const SOURCE_VARIABLE = "SKYGROUND_SOURCE_URL";

/**
 * A learner's files as one stream, which {@link FETCH_SOURCE} reads: for each file its path as a line of JSON, its bytes in pieces that
 * begin with their length (four bytes, big-endian), and a length of 0. Sizes need not be known before.
 */
export async function* packFiles(files: NonNullable<TaskSpec["files"]>): AsyncGenerator<Uint8Array> {
  for await (const { path, bytes } of files) {
    yield Buffer.from(`${JSON.stringify(path)}\n`);
    for await (const piece of bytes) {
      if (piece.length === 0) continue;
      yield lengthOf(piece.length);
      yield piece;
    }
    yield lengthOf(0);
  }
}

function lengthOf(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}

/**
 * What a container with a source runs first: fetches the files, writes them into a folder, and runs the command there, passing
 * signals and the exit code on. Plain JavaScript for any Node since 14. Paths were checked when the source was read; one that
 * leads out is refused here as well.
 */
export const FETCH_SOURCE = `
import fs from "node:fs";
import http from "node:http";
import https from "node:https";
import os from "node:os";
import path from "node:path";
import { spawn } from "node:child_process";
const url = process.env.${SOURCE_VARIABLE};
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "app-"));
const response = await new Promise((resolve, reject) => {
  (url.startsWith("https:") ? https : http).get(url, resolve).on("error", reject);
});
if (response.statusCode !== 200) {
  console.error("the source could not be fetched: " + response.statusCode);
  process.exit(1);
}
const chunks = [];
for await (const chunk of response) chunks.push(chunk);
const all = Buffer.concat(chunks);
for (let at = 0; at < all.length; ) {
  const end = all.indexOf(10, at);
  const name = JSON.parse(all.toString("utf8", at, end));
  const target = path.resolve(folder, name);
  if (!target.startsWith(folder + path.sep)) throw new Error("the source leads out of its folder: " + name);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  const file = fs.openSync(target, "w");
  at = end + 1;
  for (;;) {
    const length = all.readUInt32BE(at);
    at += 4;
    if (length === 0) break;
    fs.writeSync(file, all, at, length);
    at += length;
  }
  fs.closeSync(file);
}
delete process.env.${SOURCE_VARIABLE};
const [command, ...rest] = process.argv.slice(1);
const child = spawn(command, rest, { cwd: folder, stdio: "inherit" });
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(String(error.message));
  process.exit(127);
});
child.on("exit", (code, signal) => process.exit(code ?? 128 + os.constants.signals[signal]));
`;
