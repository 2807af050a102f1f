/**
 * Writes what is made from the sources and checked in: `npm run generate`. With `--check` it writes nothing and fails when
 * something is out of date. Either way it fails when an operation has no test that sends it with AWS's own client.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generate } from "./generated-files.ts";

const check = process.argv.includes("--check");
const root = join(import.meta.dirname, "..");
const stale: string[] = [];
const { files, untested } = await generate();
for (const { path, text } of files) {
  if (read(path) === text) continue;
  stale.push(path);
  if (!check) writeFileSync(join(root, path), text);
}
if (stale.length === 0) process.stdout.write("Every generated file is up to date.\n");
else if (check) {
  process.stderr.write(`Out of date, run \`npm run generate\`: ${stale.join(", ")}\n`);
  process.exitCode = 1;
} else process.stdout.write(`Written: ${stale.join(", ")}\n`);

if (untested.length > 0) {
  process.stderr.write(`Write a test in test/wire that sends these with AWS's own client: ${untested.join(", ")}\n`);
  process.exitCode = 1;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch {
    return undefined;
  }
}
