import { describe, expect, test } from "vitest";
import { cliCommands } from "../wire/support/cli-commands.ts";
import { isThere } from "../wire/support/programs.ts";
import { sharedCli } from "../wire/support/shared-cli.ts";

describe.skipIf(!isThere("aws", ["--version"]))("the aws command on queues", () => {
  const { run: sqs, expectAll } = cliCommands(sharedCli(), "sqs");

  async function createQueue(name: string, attributes: Record<string, string> = {}): Promise<[string, string]> {
    const asked = JSON.stringify(attributes);
    const { QueueUrl } = await sqs("create-queue", "--queue-name", name, "--attributes", asked);
    const found = await sqs("get-queue-attributes", "--queue-url", QueueUrl, "--attribute-names", "QueueArn");
    return [QueueUrl, found.Attributes.QueueArn];
  }

  test("makes, finds, lists, tags, changes and deletes them", async () => {
    const [url, arn] = await createQueue("cli-first", { VisibilityTimeout: "5" });
    expect(arn).toBe("arn:aws:sqs:us-east-1:000000000000:cli-first");
    expect(await sqs("get-queue-url", "--queue-name", "cli-first")).toEqual({ QueueUrl: url });
    expect((await sqs("list-queues", "--queue-name-prefix", "cli-f")).QueueUrls).toEqual([url]);
    await sqs("tag-queue", "--queue-url", url, "--tags", "team=blue,stage=test");
    await sqs("untag-queue", "--queue-url", url, "--tag-keys", "stage");
    expect(await sqs("list-queue-tags", "--queue-url", url)).toEqual({ Tags: { team: "blue" } });
    await sqs("set-queue-attributes", "--queue-url", url, "--attributes", "DelaySeconds=3");
    const { Attributes } = await sqs("get-queue-attributes", "--queue-url", url, "--attribute-names", "All");
    expect(Attributes).toMatchObject({ VisibilityTimeout: "5", DelaySeconds: "3", QueueArn: arn });
    const permission = ["--aws-account-ids", "111111111111", "--actions", "SendMessage"];
    await sqs("add-permission", "--queue-url", url, "--label", "friends", ...permission);
    const shown = await sqs("get-queue-attributes", "--queue-url", url, "--attribute-names", "Policy");
    expect(JSON.parse(shown.Attributes.Policy).Statement).toMatchObject([
      { Sid: "friends", Action: "SQS:SendMessage" },
    ]);
    await sqs("remove-permission", "--queue-url", url, "--label", "friends");
    await sqs("delete-queue", "--queue-url", url);
    expect((await sqs("list-queues", "--queue-name-prefix", "cli-f")).QueueUrls).toBeUndefined();
  });

  test("sends and receives, one message and ten at once, with attributes", async () => {
    const [url] = await createQueue("cli-messages");
    const attributes = '{"kind":{"DataType":"String","StringValue":"note"}}';
    const sent = ["--message-body", "grüße 😀", "--message-attributes", attributes];
    const { MessageId } = await sqs("send-message", "--queue-url", url, ...sent);
    const names = ["--message-attribute-names", "All", "--message-system-attribute-names", "All"];
    const { Messages } = await sqs("receive-message", "--queue-url", url, ...names);
    expect(Messages).toMatchObject([
      {
        MessageId,
        Body: "grüße 😀",
        MessageAttributes: { kind: { StringValue: "note" } },
        Attributes: { ApproximateReceiveCount: "1" },
      },
    ]);
    const [{ ReceiptHandle }] = Messages;
    const receipt = ["--queue-url", url, "--receipt-handle", ReceiptHandle];
    await sqs("change-message-visibility", ...receipt, "--visibility-timeout", "0");
    const again = await sqs("receive-message", "--queue-url", url, "--wait-time-seconds", "2");
    await sqs("delete-message", "--queue-url", url, "--receipt-handle", again.Messages[0].ReceiptHandle);
    const entries = JSON.stringify(["a", "b", "c"].map((Id) => ({ Id, MessageBody: Id })));
    expect((await sqs("send-message-batch", "--queue-url", url, "--entries", entries)).Successful).toHaveLength(3);
    const few = ["--max-number-of-messages", "10", "--wait-time-seconds", "2"];
    const handles: string[] = [];
    while (handles.length < 3) {
      const { Messages: some = [] } = await sqs("receive-message", "--queue-url", url, ...few);
      for (const message of some) handles.push(message.ReceiptHandle);
    }
    const each = handles.map((handle, index) => ({ Id: `${index}`, ReceiptHandle: handle }));
    const hidden = JSON.stringify(each.map((entry) => ({ ...entry, VisibilityTimeout: 60 })));
    const changed = await sqs("change-message-visibility-batch", "--queue-url", url, "--entries", hidden);
    expect(changed.Successful).toHaveLength(3);
    const gone = await sqs("delete-message-batch", "--queue-url", url, "--entries", JSON.stringify(each));
    expect(gone.Successful).toHaveLength(3);
    await sqs("send-message", "--queue-url", url, "--message-body", "x");
    await sqs("purge-queue", "--queue-url", url);
    const counted = ["--attribute-names", "ApproximateNumberOfMessages"];
    const { Attributes } = await sqs("get-queue-attributes", "--queue-url", url, ...counted);
    expect(Attributes).toEqual({ ApproximateNumberOfMessages: "0" });
  });

  test("keeps the order of a group, and stores what comes twice once", async () => {
    const [url] = await createQueue("cli-orders.fifo", { FifoQueue: "true", ContentBasedDeduplication: "true" });
    const send = (body: string, group: string) =>
      sqs("send-message", "--queue-url", url, "--message-body", body, "--message-group-id", group);
    const first = await send("one", "g");
    expect((await send("one", "g")).MessageId).toBe(first.MessageId);
    expect(Number((await send("two", "g")).SequenceNumber)).toBeGreaterThan(Number(first.SequenceNumber));
    const { Messages } = await sqs("receive-message", "--queue-url", url, "--max-number-of-messages", "10");
    expect(Messages.map(({ Body }: { Body: string }) => Body)).toEqual(["one", "two"]);
    expect((await sqs("receive-message", "--queue-url", url)).Messages).toBeUndefined();
  });

  test("moves dead letters back", async () => {
    const [dead, deadArn] = await createQueue("cli-dead");
    const redrive = JSON.stringify({ deadLetterTargetArn: deadArn, maxReceiveCount: "1" });
    const [source] = await createQueue("cli-source", { VisibilityTimeout: "0", RedrivePolicy: redrive });
    expect(await sqs("list-dead-letter-source-queues", "--queue-url", dead)).toEqual({ queueUrls: [source] });
    await sqs("send-message", "--queue-url", source, "--message-body", "poison");
    await sqs("receive-message", "--queue-url", source);
    expect((await sqs("receive-message", "--queue-url", source)).Messages).toBeUndefined();
    const { TaskHandle } = await sqs("start-message-move-task", "--source-arn", deadArn);
    const moved = await sqs("receive-message", "--queue-url", source, "--wait-time-seconds", "10");
    expect(moved.Messages[0].Body).toBe("poison");
    const { Results } = await sqs("list-message-move-tasks", "--source-arn", deadArn);
    expect(Results).toMatchObject([{ SourceArn: deadArn, ApproximateNumberOfMessagesMoved: 1 }]);
    await expect(sqs("cancel-message-move-task", "--task-handle", TaskHandle)).rejects.toThrow(
      "when calling the CancelMessageMoveTask operation",
    );
  });

  test("has a command for every operation that is built", expectAll);
});
