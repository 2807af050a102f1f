import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { sharedFolder } from "../api/support/shared-folder.ts";
import { sharedServer } from "../api/support/shared-server.ts";
import { isThere, runProgram } from "../wire/support/programs.ts";

interface Form {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

describe.skipIf(!isThere("python3", ["-c", "import boto3"]))("boto3's higher layers", () => {
  const server = sharedServer();
  const folder = sharedFolder();
  let seen: Record<string, unknown>;
  beforeAll(async () => {
    const script = join(import.meta.dirname, "..", "wire", "support", "boto3_higher.py");
    const { code, stdout, stderr } = await runProgram("python3", [script, server.url], folder.path);
    if (code !== 0) throw new Error(stderr);
    seen = JSON.parse(stdout);
  });

  test("see a bucket as a resource: versions, a copy in parts, settings", () => {
    expect(seen).toMatchObject({
      versions: ["second", "first"],
      after_delete: [],
      copied: [true, '-3"'],
      tags: [{ Key: "team", Value: "blue" }],
      rules: ["r"],
    });
  });

  test("page through lists of every kind", () => {
    expect(seen.paged).toEqual({
      list_objects: [3, 3, 1],
      list_objects_v2: [3, 3, 1],
      list_object_versions: [3, 3, 1],
      list_multipart_uploads: [2, 1],
    });
    expect(seen.queue_pages).toBe(1);
  });

  test("wait, and give up waiting", () => {
    expect(seen.waiter).toContain("Max attempts exceeded");
  });

  test("are refused what does not hold", () => {
    expect(seen).toMatchObject({ bad_md5: "BadDigest", if_none_match: ["PreconditionFailed", 412] });
  });

  test("make links to get objects by, that choose the answer's headers", async () => {
    const answer = await fetch(seen.link as string);
    expect(answer.headers.get("content-type")).toBe("text/x-large");
    expect((await answer.arrayBuffer()).byteLength).toBe(11 * 1024 * 1024);
  });

  test("make forms that upload what they allow, and nothing else", async () => {
    const { url, fields } = seen.form as Form;
    const post = (content: string) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      form.set("file", new Blob([content]), "grüße.txt");
      return fetch(url, { method: "POST", body: form });
    };
    expect((await post("hello")).status).toBe(204);
    expect(await (await post("x".repeat(101))).text()).toContain("<Code>EntityTooLarge</Code>");
    const { Contents } = await listed("forms/");
    expect(Contents).toEqual(["forms/grüße.txt"]);
  });

  async function listed(prefix: string): Promise<{ Contents: string[] }> {
    const authorization =
      "AWS4-HMAC-SHA256 Credential=222222222222/20260101/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=0";
    const answer = await fetch(`${server.url}/boto-higher?list-type=2&prefix=${prefix}`, {
      headers: { authorization },
    });
    const text = await answer.text();
    return { Contents: [...text.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = ""]) => key) };
  }

  test("keep the order of a FIFO topic in a FIFO queue, filtered by the body", () => {
    expect(seen).toMatchObject({
      ordered: [
        [4, "g"],
        [5, "g"],
        [6, "g"],
      ],
      queues: ["boto-higher.fifo"],
      topics: ["boto-higher.fifo"],
      subscriptions: 1,
      batch: ["a", "b", "c"],
    });
  });

  test("take on a role", () => {
    expect(seen.role).toBe("arn:aws:sts::222222222222:assumed-role/reader/ada");
  });
});
