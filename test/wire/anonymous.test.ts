import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { CreateQueueCommand, SendMessageCommand, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, test } from "vitest";
import { startTestServer } from "../api/support/server.ts";
import { Chance } from "../fuzz/chance.ts";
import { Pool } from "../fuzz/pool.ts";
import { makeRequest } from "../fuzz/requests.ts";
import { send } from "../fuzz/send.ts";
import { PROTOCOLS } from "../fuzz/sent.ts";
import { createFuzzWorld, speakersOf } from "../fuzz/world.ts";
import { errorOf, sqs, wireCalls } from "./support/calls.ts";
import { clientOptions } from "./support/clients.ts";

/* Where signatures are verified, whoever does not sign is nobody in particular: only policies let them in. */

/** Whoever has what stands in a link needs nothing else. */
const LINKS = ["sns.ConfirmSubscription", "sns.Unsubscribe"];
const TRIES = 12;

test.each(PROTOCOLS)("no operation of %s does anything for a request that is not signed", async (protocol) => {
  const chance = new Chance(7);
  const pool = new Pool();
  const world = await createFuzzWorld(7, pool, true);
  const done: string[] = [];
  for (const speaker of await speakersOf(protocol)) {
    for (const operation of Object.keys(speaker.model.operations)) {
      const name = `${speaker.name}.${operation}`;
      if (LINKS.includes(name)) continue;
      for (let count = 0; count < TRIES; count += 1) {
        const sent = makeRequest(speaker, operation, { chance, pool, model: speaker.model }, 0);
        const { authorization: _, ...headers } = sent.headers;
        const { status, body } = await send({ ...sent, headers }, world);
        if (status < 300 && !isListOfRefusals(body)) done.push(`${name} ${status}`);
      }
    }
  }
  await world.close();
  expect(done).toEqual([]);
});

/** DeleteObjects answers 200, and says of each key that it was refused. */
function isListOfRefusals(body: string): boolean {
  return body.includes("<Code>AccessDenied</Code>") && !body.includes("<Deleted>");
}

describe("a queue", () => {
  const SECRET = "a secret of one's own";

  test("takes messages from everybody whom its policy lets in, and only so far", async () => {
    await using server = await startTestServer({ accessKeys: new Map([["111111111111", SECRET]]) });
    const credentials = { accessKeyId: "111111111111", secretAccessKey: SECRET };
    const client = new SQSClient({ ...clientOptions(server), credentials });
    const { QueueUrl = "" } = await client.send(new CreateQueueCommand({ QueueName: "open" }));
    const calls = wireCalls(server);
    const post = () => calls.json(sqs("SendMessage"), { QueueUrl, MessageBody: "from nobody" });
    expect(await errorOf(await post())).toMatchObject({ status: 403, Code: "AccessDenied" });
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" },
    });
    await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
    expect((await post()).status).toBe(200);
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "from the owner" }));
    expect(await errorOf(await calls.json(sqs("ReceiveMessage"), { QueueUrl }))).toMatchObject({ status: 403 });
    expect(await errorOf(await calls.json(sqs("ListQueues"), {}))).toMatchObject({
      status: 400,
      Code: "MissingAuthenticationToken",
    });
    client.destroy();
  });
});

describe("a bucket, where signatures are not verified", () => {
  test("is private to who does not sign, until it is made public", async () => {
    await using server = await startTestServer();
    const client = new S3Client(clientOptions(server));
    const Bucket = "open-bucket";
    await client.send(new CreateBucketCommand({ Bucket }));
    await client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "hello" }));
    const anonymously = (init?: RequestInit) => fetch(`${server.url}/${Bucket}/a`, init);
    const denied = { status: 403, Code: "AccessDenied", Message: "Access Denied" };
    expect(await errorOf(await anonymously())).toEqual(denied);
    expect(await errorOf(await anonymously({ method: "PUT", body: "x" }))).toEqual(denied);
    expect(await errorOf(await fetch(`${server.url}/${Bucket}`))).toEqual(denied);
    const form = new FormData();
    form.append("key", "posted");
    form.append("file", new Blob(["x"]), "x.txt");
    expect(await errorOf(await fetch(`${server.url}/${Bucket}`, { method: "POST", body: form }))).toEqual(denied);
    await client.send(new DeletePublicAccessBlockCommand({ Bucket }));
    const Resource = `arn:aws:s3:::${Bucket}/*`;
    const Policy = JSON.stringify({ Statement: { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource } });
    await client.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    expect(await (await anonymously()).text()).toBe("hello");
    expect((await anonymously({ method: "DELETE" })).status).toBe(403);
    // Over REST, without a key, the owner asks.
    expect((await server.api.get(`/v1/buckets/${Bucket}`)).status).toBe(200);
    client.destroy();
  });
});
