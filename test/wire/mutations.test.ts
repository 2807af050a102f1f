import { expect, test } from "vitest";
import type { AlbEvent, AlbResult } from "../../functions/alb.ts";
import { createApp } from "../../functions/app.ts";
import { awsHandler } from "../../functions/aws.ts";
import { ManualClock } from "../../shared/adapters/memory/manual-clock.ts";
import { SeededRandom } from "../../shared/adapters/memory/seeded-random.ts";
import { services } from "../../shared/services/index.ts";
import { memoryPorts } from "../api/support/memory-ports.ts";
import { START } from "../support/world.ts";

/* Requests that clients send, with bytes changed, doubled, dropped: whatever comes of it, it is no bug of ours. */

interface Sent {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const JSON_TYPE = { "content-type": "application/x-amz-json-1.0" };
const FORM_TYPE = { "content-type": "application/x-www-form-urlencoded" };
const QUEUE = "http://127.0.0.1/000000000000/orders";
const scope = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

const SAMPLES: readonly Sent[] = [
  json("AmazonSQS.CreateQueue", { QueueName: "orders", Attributes: { DelaySeconds: "1" }, tags: { a: "b" } }),
  json("AmazonSQS.SendMessage", {
    QueueUrl: QUEUE,
    MessageBody: "x",
    DelaySeconds: 1,
    MessageAttributes: { a: { DataType: "Binary", BinaryValue: "AAEC" } },
  }),
  json("AmazonSQS.SendMessageBatch", { QueueUrl: QUEUE, Entries: [{ Id: "a", MessageBody: "x" }] }),
  json("AmazonSQS.ReceiveMessage", { QueueUrl: QUEUE, MaxNumberOfMessages: 10, AttributeNames: ["All"] }),
  json("AmazonEC2ContainerServiceV20141113.RegisterTaskDefinition", {
    family: "web",
    cpu: "256",
    memory: "512",
    networkMode: "awsvpc",
    containerDefinitions: [{ name: "a", image: "skyground/web", portMappings: [{ containerPort: 80 }] }],
  }),
  json("AmazonEC2ContainerServiceV20141113.RunTask", { taskDefinition: "web", count: 1, launchType: "FARGATE" }),
  form(
    "sqs",
    "Action=SendMessage&Version=2012-11-05&MessageBody=x&MessageAttribute.1.Name=a&MessageAttribute.1.Value.DataType=String",
  ),
  form(
    "sns",
    "Action=CreateTopic&Version=2010-03-31&Name=news&Attributes.entry.1.key=DisplayName&Attributes.entry.1.value=x",
  ),
  form("sns", "Action=Publish&Version=2010-03-31&TopicArn=arn%3Aaws%3Asns%3Aus-east-1%3A000000000000%3Anews&Message=x"),
  s3("PUT", "/photos"),
  s3("PUT", "/photos/a%20b?x-id=PutObject", "bytes", { "x-amz-meta-a": "b", "x-amz-checksum-crc32": "AAAAAA==" }),
  s3("PUT", "/photos/framed", "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", {
    "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
    "x-amz-decoded-content-length": "5",
    "x-amz-trailer": "x-amz-checksum-crc32",
  }),
  s3("GET", "/photos/a%20b", "", { range: "bytes=0-3", "if-modified-since": "Thu, 01 Jan 1970 00:00:01 GMT" }),
  s3("GET", "/photos?list-type=2&prefix=a&delimiter=%2F&max-keys=10&encoding-type=url&start-after=a"),
  s3("PUT", "/photos/copy", "", { "x-amz-copy-source": "/photos/a%20b" }),
  s3("POST", "/photos?delete", "<Delete><Object><Key>a&amp;b</Key></Object><Quiet>true</Quiet></Delete>"),
  s3("POST", "/photos/a?uploads", "", { "x-amz-checksum-algorithm": "CRC32" }),
  s3("PUT", "/photos/a?partNumber=1&uploadId=0123456789abcdef0123456789abcdef", "part"),
  s3(
    "POST",
    "/photos/a?uploadId=0123456789abcdef0123456789abcdef",
    "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>x</ETag></Part></CompleteMultipartUpload>",
  ),
  s3(
    "PUT",
    "/photos?notification",
    "<NotificationConfiguration><QueueConfiguration><Queue>arn:aws:sqs:us-east-1:000000000000:orders</Queue><Event>s3:ObjectCreated:*</Event><Filter><S3Key><FilterRule><Name>prefix</Name><Value>x</Value></FilterRule></S3Key></Filter></QueueConfiguration></NotificationConfiguration>",
  ),
  s3(
    "GET",
    "/photos/a?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=test%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20260101T000000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=0",
  ),
  s3("GET", "/photos/a?AWSAccessKeyId=test&Signature=x&Expires=1893456000"),
];

function json(target: string, input: unknown): Sent {
  return {
    method: "POST",
    target: "/",
    headers: { ...JSON_TYPE, "x-amz-target": target },
    body: JSON.stringify(input),
  };
}

function form(service: string, body: string): Sent {
  return { method: "POST", target: "/", headers: { ...FORM_TYPE, authorization: scope(service) }, body };
}

function s3(method: string, target: string, body = "", headers: Record<string, string> = {}): Sent {
  return { method, target, headers, body };
}

const SPICE = [
  "%",
  "%zz",
  "%00",
  "\0",
  "<",
  "&",
  "{",
  "[",
  "]",
  '"',
  "-1",
  "1e999",
  "null",
  "__proto__",
  "é",
  "\ud800",
  "\\ud800",
  ".",
  "/",
  "=",
  "aws-chunked",
];

/** Changes one place of one part of a request. */
function mutate(sent: Sent, random: SeededRandom): Sent {
  const pick = <Value>(from: readonly Value[]): Value => from[random.below(from.length)] as Value;
  const change = (text: string): string => {
    const at = random.below(text.length + 1);
    const length = random.below(4);
    const spice = random.below(3) === 0 ? text.slice(random.below(text.length + 1)).slice(0, 20) : pick(SPICE);
    return text.slice(0, at) + spice + text.slice(at + length);
  };
  const names = Object.keys(sent.headers);
  switch (random.below(names.length > 0 ? 5 : 3)) {
    case 0:
      return { ...sent, target: `/${change(sent.target.slice(1))}` };
    case 1:
    case 2:
      return { ...sent, body: change(sent.body) };
    case 3: {
      const name = pick(names);
      return { ...sent, headers: { ...sent.headers, [name]: change(sent.headers[name] ?? "") } };
    }
    default: {
      const gone = pick(names);
      return { ...sent, headers: Object.fromEntries(Object.entries(sent.headers).filter(([name]) => name !== gone)) };
    }
  }
}

function eventOf({ method, target, headers, body }: Sent): AlbEvent {
  const [path = "", search = ""] = target.split("?");
  const pairs = search.split("&").filter(Boolean);
  const query = new Map<string, string[]>();
  for (const pair of pairs) {
    const [name = "", ...value] = pair.split("=");
    query.set(name, [...(query.get(name) ?? []), value.join("=")]);
  }
  const all = { host: "127.0.0.1:4566", ...headers };
  return {
    requestContext: { elb: { targetGroupArn: "test" } },
    httpMethod: method,
    path,
    multiValueQueryStringParameters: Object.fromEntries(query),
    multiValueHeaders: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, [value]])),
    body: Buffer.from(body).toString("base64"),
    isBase64Encoded: true,
  };
}

test("3,000 mutated requests are answered without a bug", async () => {
  const seed = 20_260_101;
  const random = new SeededRandom(seed);
  const bugs: unknown[] = [];
  const { ports } = memoryPorts({ clock: new ManualClock(START), tasks: undefined });
  const onError = (error: unknown, during: string) =>
    bugs.push(`${during}: ${error instanceof Error ? error.stack : error}`);
  const handle = awsHandler(createApp({ services, ports, onError }));
  const statuses = new Map<number, number>();
  for (let count = 0; count < 3000; count += 1) {
    const sample = SAMPLES[count % SAMPLES.length] as Sent;
    const sent = count < SAMPLES.length * 2 ? sample : mutate(sample, random);
    const { statusCode }: AlbResult = await handle(eventOf(sent));
    statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
    expect(statusCode === 501 || statusCode < 500, `seed ${seed}, request ${count}: ${JSON.stringify(sent)}`).toBe(
      true,
    );
  }
  expect(bugs).toEqual([]);
  // Not everything is refused: the mutations reach the operations too.
  expect(statuses.get(200) ?? 0).toBeGreaterThan(500);
});
