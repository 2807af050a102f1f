import { expect, test } from "vitest";
import { createPlatformApplication } from "../../../shared/services/sns/operations/create-platform-application.ts";
import { createPlatformEndpoint } from "../../../shared/services/sns/operations/create-platform-endpoint.ts";
import { deleteEndpoint } from "../../../shared/services/sns/operations/delete-endpoint.ts";
import { publish } from "../../../shared/services/sns/operations/publish.ts";
import { setEndpointAttributes } from "../../../shared/services/sns/operations/set-endpoint-attributes.ts";
import { setPlatformApplicationAttributes } from "../../../shared/services/sns/operations/set-platform-application-attributes.ts";
import { subscribe } from "../../../shared/services/sns/operations/subscribe.ts";
import { createQueue } from "../../../shared/services/sqs/operations/create-queue.ts";
import type { World } from "../../support/world.ts";
import { createNewsWorld, inbox, queueArnOf, TOPIC, textsIn } from "./support.ts";

/* Messages to apps on devices: no push service is here, so they lie in the inbox. */

const APPLICATION = "arn:aws:sns:us-east-1:000000000000:app/GCM/shop";

async function createDevice(world: World, Token = "token"): Promise<string> {
  const Attributes = { PlatformCredential: "secret" };
  await world.call(createPlatformApplication, { Name: "shop", Platform: "GCM", Attributes });
  const { EndpointArn = "" } = await world.call(createPlatformEndpoint, {
    PlatformApplicationArn: APPLICATION,
    Token,
  });
  return EndpointArn;
}

async function pushes(world: World) {
  return (await inbox(world)).filter(({ kind }) => kind === "push").map(({ to, text }) => ({ to, text }));
}

const disable = (world: World, EndpointArn: string) =>
  world.call(setEndpointAttributes, { EndpointArn, Attributes: { Enabled: "false" } });

test("a message to a device is in the inbox, in the payload for its platform", async () => {
  const world = await createNewsWorld();
  const TargetArn = await createDevice(world);
  const GCM = JSON.stringify({ data: { message: "sale" } });
  const Message = JSON.stringify({ default: "everybody", APNS: "Apple's", GCM });
  await world.call(publish, { TargetArn, Message, MessageStructure: "json" });
  await world.advance(1);
  await world.call(publish, { TargetArn, Message: "plain", Subject: "news" });
  await world.settle();
  expect(await pushes(world)).toEqual([
    { to: TargetArn, text: GCM },
    { to: TargetArn, text: "plain" },
  ]);
});

test("a device that subscribes to a topic gets its messages", async () => {
  const world = await createNewsWorld();
  const Endpoint = await createDevice(world);
  await world.call(subscribe, { TopicArn: TOPIC, Protocol: "application", Endpoint });
  const Message = JSON.stringify({ default: "everybody", GCM: "Google's" });
  await world.call(publish, { TopicArn: TOPIC, Message, MessageStructure: "json" });
  await world.settle();
  expect(await pushes(world)).toEqual([{ to: Endpoint, text: "Google's" }]);
});

test.each([
  ["its device is disabled", disable],
  ["its device is gone", (world: World, EndpointArn: string) => world.call(deleteEndpoint, { EndpointArn })],
  [
    "its application is disabled",
    (world: World) =>
      world.call(setPlatformApplicationAttributes, {
        PlatformApplicationArn: APPLICATION,
        Attributes: { Enabled: "false" },
      }),
  ],
])("a topic's message goes to the dead-letter queue at once when %s", async (_what, end) => {
  const world = await createNewsWorld();
  const Endpoint = await createDevice(world);
  await world.call(createQueue, { QueueName: "dead" });
  const Attributes = { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArnOf("dead") }) };
  await world.call(subscribe, { TopicArn: TOPIC, Protocol: "application", Endpoint, Attributes });
  await end(world, Endpoint);
  await world.call(publish, { TopicArn: TOPIC, Message: "lost" });
  await world.settle();
  expect(await pushes(world)).toEqual([]);
  expect(await textsIn(world, "dead")).toEqual([expect.stringContaining("lost")]);
});

test("only a device that is there subscribes", async () => {
  const world = await createNewsWorld();
  const EndpointArn = await createDevice(world);
  await world.call(deleteEndpoint, { EndpointArn });
  const input = { TopicArn: TOPIC, Protocol: "application", Endpoint: EndpointArn };
  await expect(world.call(subscribe, input)).rejects.toMatchObject({
    code: "InvalidParameter",
    message: `Invalid parameter: Endpoint Reason: Endpoint does not exist for endpoint ${EndpointArn}`,
  });
});

test("a message to a device that is disabled is refused", async () => {
  const world = await createNewsWorld();
  const TargetArn = await createDevice(world);
  await disable(world, TargetArn);
  await expect(world.call(publish, { TargetArn, Message: "x" })).rejects.toMatchObject({
    code: "EndpointDisabled",
    message: "Endpoint is disabled",
  });
});
