import type { DocTerm } from "../service.ts";
import { objectDocs } from "./docs-objects.ts";

const GUIDE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide";

function body(...paragraphs: string[]): string {
  return paragraphs.join("\n\n");
}

export const conceptDocs: readonly DocTerm[] = [
  {
    term: "object-storage",
    title: "Object storage",
    kind: "concept",
    summary: "Stores whole things under a name, over HTTP, in any number: no disk to attach, no tree to keep in order.",
    body: body(
      "A file system is made for programs on one machine: it opens files, changes bytes in the middle, locks, renames, and keeps directories that everybody must agree on. That agreement is what does not grow: with billions of files on thousands of machines, it is not the walking through folders that hurts but the keeping of one tree.",
      "Object storage gives most of that up. You put an [object](object) whole, get it whole or in [ranges](range), and delete it. Each [key](key) stands for itself, so keys can be spread over as many machines as it takes. There is no append and no change in the middle: to change one byte, put the object again.",
      "So S3 is more than a place to upload things to. It is where data is read from as well: by web pages, by queries, by tasks and functions, by other AWS services that leave their logs and backups there.",
    ),
    references: ["https://aws.amazon.com/what-is/object-storage/", `${GUIDE}/Welcome.html`],
    aliases: ["s3", "simple-storage-service"],
    related: ["bucket", "object", "key"],
  },
  {
    term: "bucket",
    title: "Bucket",
    kind: "resource",
    summary: "A named container of objects, in one region, as large as it gets.",
    body: body(
      "A bucket has a name, an owner and a region. Its name is part of addresses on the internet, so on AWS it is unique among all customers, and here in the whole playground: 3 to 63 lower-case letters, digits, hyphens and periods. It cannot be renamed.",
      "Inside, a bucket is flat: a list of [keys](key) in the order of their bytes. It cannot hold another bucket, and it has no folders, whatever the console shows. It takes any number of objects and needs no size in advance.",
      "Only an empty bucket can be deleted. A bucket made again under the same name is a new one: it shows nothing of the old.",
      "Try: `POST /v1/buckets` with a name, `PUT /v1/buckets/{bucket}/objects/hello.txt` with any bytes, `GET /v1/buckets/{bucket}` to see how many objects and bytes it holds.",
    ),
    references: [`${GUIDE}/UsingBucket.html`, `${GUIDE}/bucketnamingrules.html`],
    aliases: ["buckets"],
    related: ["object", "key", "mb", "bucket-notification"],
  },
  {
    term: "mb",
    title: "aws s3 mb",
    kind: "operation",
    summary: "The AWS CLI's command that makes a bucket: mb stands for make bucket.",
    body: body(
      "`aws s3 mb s3://uploads-bucket` sends one CreateBucket request. Its neighbours are named after Unix commands: `ls` lists, `cp` copies, `mv` moves (a copy and a delete, since S3 has no rename), `rm` removes, `rb` removes a bucket, `sync` copies what differs.",
      "`s3://bucket/key` is the CLI's own way of writing where something is. It is no address that a browser could open: on the network a bucket is reached over HTTPS, as `https://bucket.s3.region.amazonaws.com/key`, or here below `http://127.0.0.1:4566`. Between AWS services a bucket is named by its ARN, `arn:aws:s3:::bucket`, without account and region, because the name alone is unique.",
      'Here: `POST /v1/buckets` with `{"name":"uploads-bucket"}`.',
    ),
    references: ["https://docs.aws.amazon.com/cli/latest/reference/s3/mb.html", `${GUIDE}/access-bucket-intro.html`],
    aliases: ["aws-s3-mb", "make-bucket", "s3-uri"],
    related: ["bucket", "create-bucket"],
  },
  ...objectDocs,
  {
    term: "bucket-notification",
    title: "Bucket notification",
    kind: "concept",
    summary:
      "A bucket tells a queue or a topic of each object that is created or deleted, so that nobody has to look again and again.",
    body: body(
      "A rule says which events (`s3:ObjectCreated:*`, `s3:ObjectRemoved:*`, `s3:ObjectRestore:*`, `s3:LifecycleTransition`, or one kind such as `s3:ObjectCreated:Put`), of which keys (a prefix, a suffix, both), go to which destination. When an object fits, S3 sends a small JSON message: what happened, in which bucket, to which key, with size and ETag. The bytes stay where they are.",
      "The message is sent after the object is stored, at least once and in no certain order, so a consumer must be idempotent. Two fields help: `sequencer` orders the events of one key, and `eTag` says which bytes were meant. The key comes URL-encoded, with `+` for a space: decode it before you use it. When a rule is set, the destination gets one `s3:TestEvent`; a consumer must be able to pass over it.",
      "One event goes to one destination: two rules that could both fit are refused. Who wants several receivers sends to a topic and subscribes them to that.",
      "Beware of the loop: a consumer that writes into the bucket whose events it consumes calls itself. Give input and output different prefixes, or different buckets.",
      'Try: `PUT /v1/buckets/{bucket}/notifications` with `{"queues":[{"queue":"orders","events":["s3:ObjectCreated:*"],"suffix":".jpg"}]}`, put an object, peek into the queue.',
    ),
    references: [
      `${GUIDE}/EventNotifications.html`,
      `${GUIDE}/notification-content-structure.html`,
      `${GUIDE}/notification-how-to-filtering.html`,
    ],
    aliases: ["notification", "event-notification", "s3-event", "s3-notification"],
    related: ["bucket", "queue", "topic", "fan-out", "idempotency", "at-least-once"],
  },
];
