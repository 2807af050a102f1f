import { beforeAll, describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { sqs, wireCalls } from "./support/calls.ts";

/* How an error stands on the wire in each protocol, to the letter: what clients of AWS's read, and others take apart by hand. */

const server = sharedServer();
const calls = wireCalls(server);
beforeAll(() => calls.s3("PUT", "/shapes"));

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
const QUEUE_URL = "http://127.0.0.1:4566/000000000000/nobody";

async function read(answer: Response) {
  const header = (name: string) => answer.headers.get(name);
  return { status: answer.status, header, text: await answer.text() };
}

test("JSON 1.0 of a service that spoke Query: the shape's name, and what Query called it", async () => {
  const { status, header, text } = await read(await calls.json(sqs("GetQueueUrl"), { QueueName: "nobody" }));
  expect([status, header("content-type")]).toEqual([400, "application/x-amz-json-1.0"]);
  expect(header("x-amzn-query-error")).toBe("AWS.SimpleQueueService.NonExistentQueue;Sender");
  expect(header("x-amzn-requestid")).toMatch(new RegExp(`^${UUID}$`));
  expect(JSON.parse(text)).toEqual({
    __type: "com.amazonaws.sqs#QueueDoesNotExist",
    message: "The specified queue does not exist.",
  });
});

test("JSON 1.1: the shape's name", async () => {
  const target = "AmazonEC2ContainerServiceV20141113.DescribeTasks";
  const { status, header, text } = await read(await calls.json(target, { cluster: "nobody", tasks: ["x"] }));
  expect([status, header("content-type")]).toEqual([400, "application/x-amz-json-1.1"]);
  expect(header("x-amzn-requestid")).toMatch(new RegExp(`^${UUID}$`));
  expect(JSON.parse(text)).toMatchObject({ __type: "ClusterNotFoundException", message: "Cluster not found." });
});

test("Query: an ErrorResponse with the request's id, which the header has too", async () => {
  const fields = { Action: "GetTopicAttributes", Version: "2010-03-31" };
  const topic = { TopicArn: "arn:aws:sns:us-east-1:000000000000:nobody" };
  const { status, header, text } = await read(await calls.form({ ...fields, ...topic }));
  expect([status, header("content-type")]).toEqual([404, "text/xml"]);
  expect(text).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">' +
      "<Error><Type>Sender</Type><Code>NotFound</Code><Message>Topic does not exist</Message></Error>" +
      `<RequestId>${header("x-amzn-requestid")}</RequestId></ErrorResponse>`,
  );
});

test("Query of SQS: with its empty detail, under its older names", async () => {
  const fields = { Action: "ReceiveMessage", Version: "2012-11-05", QueueUrl: QUEUE_URL };
  const { status, text } = await read(await calls.form(fields));
  expect(status).toBe(400);
  expect(text).toContain(
    '<ErrorResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><Error><Type>Sender</Type>',
  );
  expect(text).toContain("<Code>AWS.SimpleQueueService.NonExistentQueue</Code>");
  expect(text).toContain("<Detail/></Error><RequestId>");
});

describe("S3", () => {
  test("an Error with its details and both ids, which the headers have too", async () => {
    const { status, header, text } = await read(await calls.s3("GET", "/shapes/no%20body"));
    expect([status, header("content-type")]).toEqual([404, "application/xml"]);
    expect(text).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message>' +
        `<Key>no body</Key><RequestId>${header("x-amz-request-id")}</RequestId><HostId>${header("x-amz-id-2")}</HostId></Error>`,
    );
  });

  test("nothing but the status and the ids for HEAD", async () => {
    const { status, header, text } = await read(await calls.s3("HEAD", "/shapes/nobody"));
    expect([status, text]).toEqual([404, ""]);
    expect(header("x-amz-request-id")).toMatch(new RegExp(`^${UUID}$`));
  });
});

test("what works has its ids too", async () => {
  const json = await calls.json(sqs("ListQueues"), {});
  const form = await calls.form({ Action: "ListTopics", Version: "2010-03-31" });
  const s3 = await calls.s3("GET", "/shapes");
  for (const [answer, name] of [
    [json, "x-amzn-requestid"],
    [form, "x-amzn-requestid"],
    [s3, "x-amz-request-id"],
    [s3, "x-amz-id-2"],
  ] as const) {
    expect(answer.headers.get(name), name).toBeTruthy();
  }
  expect(await form.text()).toContain(`<RequestId>${form.headers.get("x-amzn-requestid")}</RequestId>`);
});
