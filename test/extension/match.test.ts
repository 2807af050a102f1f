import { describe, expect, test } from "vitest";
import { matchAt } from "../../extension/src/docs/match.ts";

/** The names for the place that is marked with a bar. */
function namesAt(marked: string): readonly string[] | undefined {
  return matchAt(marked.replace("|", ""), marked.indexOf("|"))?.names;
}

describe("what a hover explains", () => {
  test.each([
    [
      "a CLI command, wherever in it",
      "aws sqs re|ceive-message --queue-url $Q",
      ["aws-sqs-receive-message", "receive-message", "sqs"],
    ],
    ["a CLI service", "a|ws s3 mb s3://uploads", ["aws-s3-mb", "mb", "s3"]],
    ["an attribute in CloudFormation", "  Visibility|Timeout: 30", ["visibility-timeout"]],
    [
      "a field of the REST API",
      '{"visibilityTimeout|Seconds":30}',
      ["visibility-timeout-seconds", "visibility-timeout"],
    ],
    ["a CloudFormation type", "Type: AWS::SQS::Qu|eue", ["queue", "sqs"]],
    ["an SDK's command class", "new Receive|MessageCommand({})", ["receive-message-command", "receive-message"]],
    ["a boto3 method", "sqs.receive_mess|age(QueueUrl=url)", ["receive-message"]],
    ["a service's name", "client = boto3.client('s|qs')", ["sqs"]],
  ])("%s", (_what, line, names) => {
    expect(namesAt(line)).toEqual(names);
  });

  test.each(["const or|der = 1", "the que|ue is long", "data.k|ey", "|", "   |   "])("not a plain word: %s", (line) => {
    expect(namesAt(line)).toBeUndefined();
  });
});
