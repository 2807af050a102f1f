import { describe, expect, it } from "vitest";
import { createTopic } from "../../../shared/services/sns/operations/create-topic.ts";
import { getTopicAttributes } from "../../../shared/services/sns/operations/get-topic-attributes.ts";
import { listTopics } from "../../../shared/services/sns/operations/list-topics.ts";
import { setTopicAttributes } from "../../../shared/services/sns/operations/set-topic-attributes.ts";
import { createNewsWorld, TOPIC } from "./support.ts";

describe("a topic", () => {
  it("is the one that is there when it is created again", async () => {
    const world = await createNewsWorld();
    expect(await world.call(createTopic, { Name: "news" })).toEqual({ TopicArn: TOPIC });
    expect(await world.call(createTopic, { Name: "news", Attributes: { DisplayName: "" }, Tags: [] })).toEqual({
      TopicArn: TOPIC,
    });
    expect(await world.events({ type: "topic.created" })).toHaveLength(1);
  });

  it("is listed in the order of names, a hundred a page", async () => {
    const world = await createNewsWorld();
    for (let index = 0; index < 101; index += 1)
      await world.call(createTopic, { Name: `t${String(index).padStart(3, "0")}` });
    const first = await world.call(listTopics, {});
    const second = await world.call(listTopics, { NextToken: first.NextToken });
    const names = [...(first.Topics ?? []), ...(second.Topics ?? [])].map(({ TopicArn = "" }) =>
      TopicArn.split(":").at(-1),
    );
    expect(first.Topics).toHaveLength(100);
    expect(names).toEqual([...names].sort());
    expect(names).toHaveLength(102);
  });

  it("shows what AWS shows", async () => {
    const world = await createNewsWorld();
    await world.call(setTopicAttributes, { TopicArn: TOPIC, AttributeName: "DisplayName", AttributeValue: "News" });
    const { Attributes = {} } = await world.call(getTopicAttributes, { TopicArn: TOPIC });
    expect(Attributes).toMatchObject({
      TopicArn: TOPIC,
      Owner: "000000000000",
      DisplayName: "News",
      SubscriptionsConfirmed: "0",
      SubscriptionsPending: "0",
      SubscriptionsDeleted: "0",
    });
    expect(JSON.parse(Attributes.Policy ?? "")).toMatchObject({
      Id: "__default_policy_ID",
      Statement: [{ Condition: { StringEquals: { "AWS:SourceOwner": "000000000000" } } }],
    });
    expect(JSON.parse(Attributes.EffectiveDeliveryPolicy ?? "")).toHaveProperty("http.defaultHealthyRetryPolicy");
  });
});
