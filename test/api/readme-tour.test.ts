import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { startTestServer } from "./support/server.ts";

const README = join(import.meta.dirname, "../../README.md");
const ADDRESS = "http://127.0.0.1:4566";
/** The tour's commands are written for a POSIX shell and curl. */
const shell = process.platform === "win32" ? undefined : "bash";

interface Step {
  readonly command: string;
  readonly output: string;
}

// With UPDATE_TOUR=1 the answers are written into the README instead of being compared with it.
test.skipIf(!shell)(
  "the README's tour says what really happens",
  async () => {
    await using server = await startTestServer({ adapters: "lmdb" });
    let readme = await readFile(README, "utf8");
    let count = 0;
    for (const [block, content = ""] of readme.matchAll(/```console\n(.*?)```/gs)) {
      const steps: Step[] = [];
      for (const { command, output } of readSteps(content)) {
        const answer = await run(command, server.url);
        steps.push({ command, output: answer });
        count += 1;
        if (!process.env.UPDATE_TOUR) expect(steady(answer), command).toBe(steady(output));
      }
      const told = steps.map(({ command, output }) => `$ ${command}\n${output}`).join("");
      readme = readme.replace(block, () => `\`\`\`console\n${told}\`\`\``);
    }
    expect(count).toBeGreaterThan(5);
    if (process.env.UPDATE_TOUR) await writeFile(README, readme);
  },
  180_000,
);

function readSteps(content: string): Step[] {
  return content
    .split(/^\$ /m)
    .slice(1)
    .map((step) => {
      const end = step.indexOf("\n");
      return { command: step.slice(0, end), output: step.slice(end + 1) };
    });
}

async function run(command: string, url: string): Promise<string> {
  const { stdout } = await promisify(execFile)(shell ?? "", ["-c", command.replaceAll(ADDRESS, url)]);
  return stdout.replaceAll(url, ADDRESS);
}

/** What differs from run to run, made equal. */
function steady(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g, "<uuid>")
    .replaceAll(/shard [0-3]/g, "shard <n>")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<instant>");
}
