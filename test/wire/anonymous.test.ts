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
