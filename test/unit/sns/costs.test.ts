import { expect, it } from "vitest";
import { sns } from "../../../shared/services/sns/index.ts";
import { addPermission } from "../../../shared/services/sns/operations/add-permission.ts";
import { createPlatformApplication } from "../../../shared/services/sns/operations/create-platform-application.ts";
import { createPlatformEndpoint } from "../../../shared/services/sns/operations/create-platform-endpoint.ts";
import { createTopic } from "../../../shared/services/sns/operations/create-topic.ts";
import { listEndpointsByPlatformApplication } from "../../../shared/services/sns/operations/list-endpoints-by-platform-application.ts";
import { publish } from "../../../shared/services/sns/operations/publish.ts";
import { subscribe } from "../../../shared/services/sns/operations/subscribe.ts";
import { sqs } from "../../../shared/services/sqs/index.ts";
import { CountingTableStore, type RowCounts } from "../../support/counting-table-store.ts";
import { createWorld } from "../../support/world.ts";

const ARN = "arn:aws:sns:us-east-1:000000000000";

function countingWorld() {
  let counting: CountingTableStore | undefined;
  const world = createWorld({
    services: [sns, sqs],
    wrapStore(store) {
      counting = new CountingTableStore(store);
      return counting;
    },
  });
  const cost = (work: () => Promise<unknown>): Promise<RowCounts> => (counting as CountingTableStore).cost(work);
  return { ...world, cost };
}

it("publishing to a FIFO topic costs the same whatever waits before it", async () => {
  const world = countingWorld();
  const TopicArn = `${ARN}:orders.fifo`;
  await world.call(createTopic, { Name: "orders.fifo", Attributes: { FifoTopic: "true" } });
  let count = 0;
  const send = () => {
    count += 1;
    const ids = { MessageGroupId: "g", MessageDeduplicationId: String(count) };
    return world.call(publish, { TopicArn, Message: "x", ...ids });
  };
  await send();
  const early = await world.cost(send);
  for (let index = 0; index < 200; index += 1) await send();
  expect(await world.cost(send)).toEqual(early);
  // The group's row, the message, its place in the group, its deduplication id.
  expect(early.writes).toBe(4);
});

it("publishing to a standard topic still writes one message and one effect, whoever has subscribed", async () => {
  const world = countingWorld();
  const TopicArn = `${ARN}:news`;
  await world.call(createTopic, { Name: "news" });
  const send = () => world.call(publish, { TopicArn, Message: "x" });
  const alone = await world.cost(send);
  for (let index = 0; index < 60; index += 1)
    await world.call(subscribe, { TopicArn, Protocol: "sms", Endpoint: `+49151000${100 + index}` });
  expect(await world.cost(send)).toEqual(alone);
  expect(alone.writes).toBe(2);
});

it("a policy costs no row, and subscribing costs the same at the hundredth subscription", async () => {
  const world = countingWorld();
  const TopicArn = `${ARN}:news`;
  await world.call(createTopic, { Name: "news" });
  let count = 100;
  const join = () => {
    count += 1;
    const Attributes = { FilterPolicy: '{"kind":["a"]}' };
    return world.call(subscribe, { TopicArn, Protocol: "sms", Endpoint: `+49151000${count}`, Attributes });
  };
  const first = await world.cost(join);
  const permission = { Label: "p", AWSAccountId: ["111111111111"], ActionName: ["Publish"] };
  await world.call(addPermission, { TopicArn, ...permission });
  for (let index = 0; index < 100; index += 1) await join();
  expect(await world.cost(join)).toEqual(first);
});

it("a topic takes two hundred filter policies and no more, and any number of subscriptions without one", async () => {
  const world = countingWorld();
  const TopicArn = `${ARN}:news`;
  await world.call(createTopic, { Name: "news" });
  const join = (index: number, Attributes: Record<string, string>) =>
    world.call(subscribe, { TopicArn, Protocol: "sms", Endpoint: `+49151000${1000 + index}`, Attributes });
  for (let index = 0; index < 200; index += 1) await join(index, { FilterPolicy: '{"kind":["a"]}' });
  await expect(join(200, { FilterPolicy: '{"kind":["a"]}' })).rejects.toMatchObject({
    code: "FilterPolicyLimitExceeded",
    status: 403,
  });
  await join(201, {});
});

it("a page of endpoints reads a page, however many there are", async () => {
  const world = countingWorld();
  const Attributes = { PlatformCredential: "secret" };
  const application = await world.call(createPlatformApplication, { Name: "app", Platform: "GCM", Attributes });
  const { PlatformApplicationArn } = application;
  for (let index = 0; index < 230; index += 1)
    await world.call(createPlatformEndpoint, { PlatformApplicationArn, Token: `t${index}` });
  const list = (NextToken?: string) =>
    world.call(listEndpointsByPlatformApplication, { PlatformApplicationArn, NextToken });
  expect((await world.cost(() => list())).queried).toBe(101);
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    const page = await list(token);
    for (const { EndpointArn = "" } of page.Endpoints ?? []) seen.add(EndpointArn);
    token = page.NextToken;
  } while (token);
  expect(seen.size).toBe(230);
});

it("delivering to a thousand subscribers costs each of them what it costs one of the first hundreds", async () => {
  const world = countingWorld();
  const TopicArn = `${ARN}:news`;
  await world.call(createTopic, { Name: "news" });
  let subscribers = 0;
  const costWith = async (count: number) => {
    for (; subscribers < count; subscribers += 1)
      await world.call(subscribe, { TopicArn, Protocol: "sms", Endpoint: `+4915100${10_000 + subscribers}` });
    const { gets, queried, writes } = await world.cost(async () => {
      await world.call(publish, { TopicArn, Message: "x" });
      await world.settle();
    });
    return { read: gets + queried, writes };
  };
  const [few, some, many] = [await costWith(250), await costWith(500), await costWith(1000)];
  expect(many.read - some.read).toBe(2 * (some.read - few.read));
  expect(many.writes - some.writes).toBe(2 * (some.writes - few.writes));
});
