import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { sharedFolder } from "../api/support/shared-folder.ts";
import { sharedServer } from "../api/support/shared-server.ts";
import { isThere, runProgram } from "./support/programs.ts";

describe.skipIf(!isThere("python3", ["-c", "import boto3"]))("boto3", { timeout: 180_000 }, () => {
  const server = sharedServer();
  const folder = sharedFolder();
  let seen: Record<string, unknown>;
  beforeAll(async () => {
    const script = join(import.meta.dirname, "support", "boto3_calls.py");
    const { code, stdout, stderr } = await runProgram("python3", [script, server.url], folder.path);
    if (code !== 0) throw new Error(stderr);
    seen = JSON.parse(stdout);
  }, 180_000);

  test("sends, receives and fans out", () => {
    expect(seen.message).toEqual(["grüße", [0, 255]]);
    expect(seen.fan_out).toBe("fan-out");
  });

  test("sends in order, and once", () => {
    expect(seen.fifo).toEqual([
      ["1", 20],
      ["2", 20],
    ]);
    expect(seen.queue_tags).toEqual({ team: "shop" });
    expect(seen.no_dead_letter_queue).toEqual(["ResourceNotFoundException", 404]);
  });

  test("stores objects, large ones in parts, lists and deletes them", () => {
    expect(seen).toMatchObject({
      same: true,
      head: [20 * 1024 * 1024, "application/x-bytes", { by: "boto3" }, true],
      listed: ["a/b", "large"],
      folders: ["a/"],
      location: null,
      grants: ["FULL_CONTROL"],
      deleted: ["a/b", "large"],
    });
  });

  test("makes links to put objects by, in both versions of the signature", async () => {
    const links = Object.entries(seen.presigned as Record<string, string>);
    expect(links.map(([version]) => version).toSorted()).toEqual(["s3", "s3v4"]);
    for (const [, url] of links) {
      expect((await fetch(url, { method: "PUT", body: "by link" })).status).toBe(200);
    }
    // Nobody's account but the key's own.
    expect((await fetch(`${server.url}/boto-bucket/s3v4`)).status).toBe(403);
  });

  test("knows its account and clusters", () => {
    expect(seen.account).toBe("111111111111");
    expect(seen.clusters).toContain("arn:aws:ecs:us-east-1:111111111111:cluster/boto");
  });

  test("understands every refusal", () => {
    expect(seen).toMatchObject({
      no_queue: ["AWS.SimpleQueueService.NonExistentQueue", 400],
      no_topic: ["NotFound", 404],
      no_key: ["NoSuchKey", 404],
      no_policy: ["NoSuchBucketPolicy", 404],
      not_built: ["NotImplemented", 501],
      no_cluster: ["ClusterNotFoundException", 400],
    });
  });
});
