import type { Resource } from "../tree/node.ts";

export interface CliCommand {
  /** What it does, in a word or two. */
  readonly label: string;
  readonly command: string;
}

/** What the AWS CLI does with a resource, for copying: with the playground's address, so that it works in any terminal. */
export function cliCommands(resource: Resource, baseUrl: string): readonly CliCommand[] {
  const aws = (region: string, ...words: readonly string[]) =>
    ["aws", "--endpoint-url", baseUrl, "--region", region, ...words.map(quoted)].join(" ");
  switch (resource.kind) {
    case "queue": {
      const { url, region, fifo } = resource.queue;
      const sqs = (...words: string[]) => aws(region, "sqs", ...words, "--queue-url", url);
      const group = fifo ? ["--message-group-id", "group-1", "--message-deduplication-id", "id-1"] : [];
      return [
        { label: "Send a message", command: sqs("send-message", "--message-body", "hello", ...group) },
        { label: "Receive messages", command: sqs("receive-message", "--max-number-of-messages", "10") },
        { label: "Show its attributes", command: sqs("get-queue-attributes", "--attribute-names", "All") },
      ];
    }
    case "topic": {
      const { arn, region, fifo } = resource.topic;
      const sns = (...words: string[]) => aws(region, "sns", ...words, "--topic-arn", arn);
      const group = fifo ? ["--message-group-id", "group-1", "--message-deduplication-id", "id-1"] : [];
      const email = ["--protocol", "email", "--notification-endpoint", "ada@example.com"];
      return [
        { label: "Publish a message", command: sns("publish", "--message", "hello", ...group) },
        ...(fifo ? [] : [{ label: "Subscribe an e-mail address", command: sns("subscribe", ...email) }]),
        { label: "List its subscriptions", command: sns("list-subscriptions-by-topic") },
      ];
    }
    case "bucket": {
      const { uri, region } = resource.bucket;
      return [
        { label: "List its objects", command: aws(region, "s3", "ls", uri, "--recursive") },
        { label: "Upload a folder", command: aws(region, "s3", "sync", ".", uri) },
      ];
    }
    case "object": {
      const uri = `${resource.bucket.uri}/${resource.object.key}`;
      return [
        { label: "Download it", command: aws(resource.bucket.region, "s3", "cp", uri, ".") },
        { label: "Delete it", command: aws(resource.bucket.region, "s3", "rm", uri) },
      ];
    }
    case "service": {
      const { name, cluster, arn } = resource.service;
      const at = ["--cluster", cluster];
      const region = arn.split(":")[3] ?? "us-east-1";
      return [
        { label: "Describe it", command: aws(region, "ecs", "describe-services", ...at, "--services", name) },
        {
          label: "Run three copies",
          command: aws(region, "ecs", "update-service", ...at, "--service", name, "--desired-count", "3"),
        },
      ];
    }
    case "task": {
      const { id, cluster, arn } = resource.task;
      const region = arn.split(":")[3] ?? "us-east-1";
      return [
        {
          label: "Describe it",
          command: aws(region, "ecs", "describe-tasks", "--cluster", cluster, "--tasks", id),
        },
        { label: "Stop it", command: aws(region, "ecs", "stop-task", "--cluster", cluster, "--task", id) },
      ];
    }
    default:
      return [];
  }
}

/** As a POSIX shell, and PowerShell too, reads one word. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
