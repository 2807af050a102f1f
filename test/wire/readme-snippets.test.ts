import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { isThere, runProgram } from "./support/programs.ts";

const ROOT = join(import.meta.dirname, "../..");
const README = readFileSync(join(ROOT, "README.md"), "utf8");
const [, section = ""] = README.split("## With AWS's own tools\n");

/** What a fenced block of the section says, for the server under test. */
function block(language: string): string {
  const text = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "s").exec(section)?.[1] ?? "";
  return text.replaceAll("http://127.0.0.1:4566", server.url);
}

const server = sharedServer();
beforeAll(async () => {
  await server.api.post("/v1/buckets", { name: "uploads-bucket" });
  await server.api.post("/v1/queues", { name: "orders" });
});

/** After the variables of the shell's block, as somebody types it into the same terminal. */
function inTerminal(...command: readonly string[]) {
  const variables = block("sh")
    .match(/^export .*$/gm)
    ?.join("\n");
  return runProgram("bash", ["-c", `${variables}\n"$@"`, "bash", ...command], ROOT);
}

describe.skipIf(process.platform === "win32")("what the README says of AWS's tools", { timeout: 180_000 }, () => {
  test("holds for a program with AWS's JavaScript SDK", async () => {
    const { stdout, stderr } = await inTerminal(process.execPath, "--input-type=module", "--eval", block("js"));
    expect(stdout, stderr).toMatch(/^[0-9a-f-]{36}\n$/);
    expect((await server.api.get("/v1/queues/orders/messages")).text).toContain("from JavaScript");
  });
});

describe.skipIf(!isThere("python3", ["-c", "import boto3"]))("boto3 in the README", { timeout: 180_000 }, () => {
  test("does as it says", async () => {
    const { stdout, stderr } = await inTerminal("python3", "-c", block("python"));
    expect(stdout, stderr).toBe("b'from Python'\n");
  });
});

describe.skipIf(!isThere("aws", ["--version"]))("the aws command in the README", { timeout: 180_000 }, () => {
  test("does as it says, one after the other", async () => {
    const { code, stdout, stderr } = await runProgram("bash", ["-e", "-c", block("sh")], ROOT);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("make_bucket: uploads-bucket");
    expect(stdout).toContain('"TopicArn": "arn:aws:sns:us-east-1:000000000000:news"');
    expect(stdout).toContain(`"QueueUrl": "${server.url}/000000000000/orders"`);
  });
});
