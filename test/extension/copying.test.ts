import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { cliCommands } from "../../extension/src/commands/cli-commands.ts";
import type { TreeNode } from "../../extension/src/tree/node.ts";
import { PATIENCE } from "../support/patience.ts";
import { awsCli, isThere } from "../wire/support/programs.ts";
import { openSession, type Session } from "./support/session.ts";
import { editor } from "./support/vscode.ts";

/** One of each kind that there is something to copy of. */
async function everything(session: Session): Promise<TreeNode[]> {
  await session.run("createQueue", ["orders"]);
  await session.run("createQueue", ["steps.fifo", "By an id"]);
  await session.run("createTopic", ["news"]);
  await session.run("createTopic", ["steps.fifo", "By an id"]);
  await session.run("createBucket", ["uploads-bucket"]);
  await session.run("uploadFile", ["notes.txt"], await session.node("Buckets", "uploads-bucket"));
  await session.run("createService", ["web", "skyground/web", "0.25 vCPU, 512 MiB", "1"]);
  await vi.waitFor(async () => expect((await session.node("Fargate", "web")).description).toMatch(/^1 of 1/), PATIENCE);
  return [
    ...(await session.nodes("Queues")),
    ...(await session.nodes("Topics")),
    ...(await session.nodes("Buckets")),
    ...(await session.nodes("Buckets", "uploads-bucket")),
    ...(await session.nodes("Fargate")),
    ...(await session.nodes("Fargate", "web")),
  ];
}

describe("copying", () => {
  test("gives ARNs and addresses of what is in the tree", async () => {
    await using session = await openSession();
    await session.run("createQueue", ["orders"]);
    await session.run("createBucket", ["uploads-bucket"]);
    await session.run("uploadFile", ["notes.txt"], await session.node("Buckets", "uploads-bucket"));
    const copied = async (command: string, ...labels: string[]) => {
      await session.run(command, [], await session.node(...labels));
      return editor.clipboard;
    };
    expect(await copied("copyArn", "Queues", "orders")).toBe("arn:aws:sqs:us-east-1:000000000000:orders");
    expect(editor.shown.at(-1)).toMatch(/The ARN is in the clipboard/);
    expect(await copied("copyUrl", "Queues", "orders")).toBe(`${session.server.url}/000000000000/orders`);
    expect(await copied("copyUrl", "Buckets", "uploads-bucket")).toBe("s3://uploads-bucket");
    const object = ["Buckets", "uploads-bucket", "notes.txt"] as const;
    expect(await copied("copyArn", ...object)).toBe("arn:aws:s3:::uploads-bucket/notes.txt");
    expect(await copied("copyUrl", ...object)).toBe("s3://uploads-bucket/notes.txt");
    const link = await copied("copyPresignedUrl", ...object);
    expect(await (await fetch(link)).text()).toBe("bytes of a file");
  });

  test("gives a command of the AWS CLI, quoted where a shell would read more into it", async () => {
    await using session = await openSession();
    await session.run("createBucket", ["uploads-bucket"]);
    await session.run("uploadFile", ["Ada's notes.txt"], await session.node("Buckets", "uploads-bucket"));
    const object = await session.node("Buckets", "uploads-bucket", "Ada's notes.txt");
    await session.run("copyCliCommand", ["Download it"], object);
    expect(editor.clipboard).toBe(
      `aws --endpoint-url ${session.server.url} --region us-east-1 s3 cp 's3://uploads-bucket/Ada'\\''s notes.txt' .`,
    );
  });
});

describe.skipIf(!isThere("aws", ["--version"]))("the aws command as it is copied", { timeout: 180_000 }, () => {
  test("does to each resource what its label says", async () => {
    await using session = await openSession();
    const { url } = session.server;
    const nodes = await everything(session);
    expect(new Set(nodes.map(({ resource }) => resource.kind)).size).toBe(6);
    const folder = await mkdtemp(join(tmpdir(), "skyground-copying-"));
    const cli = awsCli(url, folder);
    try {
      for (const { command } of nodes.flatMap(({ resource }) => cliCommands(resource, url))) {
        const [program, option, address, ...words] = command.split(" ");
        expect([program, option, address]).toEqual(["aws", "--endpoint-url", url]);
        // Throws what the command complains of.
        await cli.aws(...words);
      }
    } finally {
      cli.close();
      await rm(folder, { recursive: true });
    }
    expect(await session.nodes("Buckets", "uploads-bucket")).toEqual([]);
    expect((await session.node("Queues", "orders")).description).toBe("1 in flight");
  });
});
