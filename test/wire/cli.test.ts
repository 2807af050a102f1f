import { createHash } from "node:crypto";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { isThere, runProgram } from "./support/programs.ts";
import { sharedCli } from "./support/shared-cli.ts";

const MEBIBYTE = 1024 * 1024;

describe.skipIf(!isThere("aws", ["--version"]))("the aws command", { timeout: 180_000 }, () => {
  const { server, folder, aws } = sharedCli();
  beforeAll(async () => {
    // Once as a user types it; the others share a process, which saves Python's start.
    const made = await runProgram(
      "aws",
      ["--endpoint-url", server.url, "s3", "mb", "s3://uploads-bucket"],
      folder.path,
    );
    expect(made).toMatchObject({ code: 0, stdout: "make_bucket: uploads-bucket\n" });
  });

  const file = (name: string) => join(folder.path, name);
  const sum = async (name: string) =>
    createHash("sha256")
      .update(await readFile(file(name)))
      .digest("hex");

  test("copies an empty file up and down", async () => {
    await writeFile(file("empty"), "");
    await aws("s3", "cp", "empty", "s3://uploads-bucket/empty");
    await aws("s3", "cp", "s3://uploads-bucket/empty", "empty-again");
    expect((await stat(file("empty-again"))).size).toBe(0);
  });

  test("copies 100 MiB up in parts and down in ranges", async () => {
    // Every mebibyte differs, so that a swapped or lost part shows.
    const parts = Array.from({ length: 100 }, (_, index) => Buffer.alloc(MEBIBYTE, `${index} `));
    await writeFile(file("large"), Buffer.concat(parts));
    await aws("s3", "cp", "--no-progress", "large", "s3://uploads-bucket/large");
    const shown = await server.api.get<{ objects: { etag: string }[] }>(
      "/v1/buckets/uploads-bucket/objects?prefix=large",
    );
    expect(shown.body.objects[0]?.etag).toMatch(/-13"?$/);
    await aws("s3", "cp", "--no-progress", "s3://uploads-bucket/large", "large-again");
    expect(await sum("large-again")).toBe(await sum("large"));
  });

  test("lists, presigns, copies within, and removes", async () => {
    await writeFile(file("hello.txt"), "hello\n");
    await aws("s3", "cp", "hello.txt", "s3://uploads-bucket/folder/hello wörld.txt");
    expect(await aws("s3", "ls", "s3://uploads-bucket/folder/")).toMatch(/ 6 hello wörld\.txt\n$/);
    expect(await aws("s3", "ls", "s3://uploads-bucket")).toContain("PRE folder/");
    const url = (await aws("s3", "presign", "s3://uploads-bucket/folder/hello wörld.txt")).trim();
    expect(await (await fetch(url)).text()).toBe("hello\n");
    await aws("s3", "cp", "s3://uploads-bucket/folder/hello wörld.txt", "s3://uploads-bucket/copy.txt");
    expect(await aws("s3", "cp", "s3://uploads-bucket/copy.txt", "-")).toBe("hello\n");
    await aws("s3", "rm", "--recursive", "s3://uploads-bucket/folder/");
    expect((await server.api.get("/v1/buckets/uploads-bucket/objects/copy.txt")).text).toBe("hello\n");
  });

  test("removes a bucket with all that is in it", async () => {
    await aws("s3", "mb", "s3://short-lived");
    await aws("s3", "cp", "hello.txt", "s3://short-lived/a");
    await expect(aws("s3", "rb", "s3://short-lived")).rejects.toThrow("BucketNotEmpty");
    await aws("s3", "rb", "--force", "s3://short-lived");
    expect(await aws("s3", "ls")).not.toContain("short-lived");
  });

  test("sends and receives", async () => {
    const { QueueUrl } = JSON.parse(await aws("sqs", "create-queue", "--queue-name", "cli-orders"));
    await aws("sqs", "send-message", "--queue-url", QueueUrl, "--message-body", "from the command line");
    const received = JSON.parse(await aws("sqs", "receive-message", "--queue-url", QueueUrl));
    expect(received.Messages[0].Body).toBe("from the command line");
    await expect(aws("sqs", "get-queue-url", "--queue-name", "nobody")).rejects.toThrow(
      "(AWS.SimpleQueueService.NonExistentQueue) when calling the GetQueueUrl operation: The specified queue does not exist.",
    );
  });

  test("publishes, knows who it is, and runs a task", async () => {
    const { TopicArn } = JSON.parse(await aws("sns", "create-topic", "--name", "cli-news"));
    expect(JSON.parse(await aws("sns", "publish", "--topic-arn", TopicArn, "--message", "x")).MessageId).toBeTruthy();
    expect(JSON.parse(await aws("sts", "get-caller-identity")).Account).toBe("000000000000");
    const container = JSON.stringify([{ name: "web", image: "skyground/web" }]);
    const definition = ["--family", "cli-web", "--cpu", "256", "--memory", "512", "--network-mode", "awsvpc"];
    await aws("ecs", "register-task-definition", ...definition, "--container-definitions", container);
    const run = ["--task-definition", "cli-web", "--launch-type", "FARGATE"];
    const { tasks } = JSON.parse(await aws("ecs", "run-task", ...run));
    expect(tasks[0].taskDefinitionArn).toBe("arn:aws:ecs:us-east-1:000000000000:task-definition/cli-web:1");
  });

  test("is told in a sentence what is not built", async () => {
    await expect(aws("dynamodb", "list-tables")).rejects.toThrow("Skyground has no service dynamodb");
  });
});
