import {
  AddPermissionCommand,
  type AddPermissionInput,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  RemovePermissionCommand,
  SetTopicAttributesCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-sns";
import { expect } from "vitest";
import type { Scenarios, Stage } from "./stage.ts";

const OTHERS = "222222222222";

function addPermission(stage: Stage, TopicArn: string, input: Partial<AddPermissionInput> = {}) {
  const given = { TopicArn, Label: "test", AWSAccountId: ["111111111111"], ActionName: ["Publish"], ...input };
  return stage.sns.send(new AddPermissionCommand(given));
}

async function attributesOf(stage: Stage, TopicArn: string) {
  return stage.sns.send(new GetTopicAttributesCommand({ TopicArn }));
}

async function policyOf(stage: Stage, TopicArn: string): Promise<object> {
  const { Attributes = {} } = await attributesOf(stage, TopicArn);
  return JSON.parse(Attributes.Policy ?? "{}") as object;
}

async function tagsOf(stage: Stage, ResourceArn: string): Promise<object> {
  return stage.sns.send(new ListTagsForResourceCommand({ ResourceArn }));
}

const missing = (arn: string) => `${arn}-missing`;

export const topicScenarios: Scenarios = {
  async test_create_duplicate_topic_check_idempotency(stage) {
    const Name = stage.name();
    stage.same("response-created", await stage.sns.send(new CreateTopicCommand({ Name })));
    const again = [{ Name }, { Name, Attributes: {} }, { Name, Tags: [] }];
    for (const [index, input] of again.entries())
      stage.same(`response-same-arn-${index}`, await stage.sns.send(new CreateTopicCommand(input)));
  },

  async test_create_duplicate_topic_with_more_tags(stage) {
    const Name = stage.name();
    await stage.sns.send(new CreateTopicCommand({ Name }));
    const more = new CreateTopicCommand({ Name, Tags: [{ Key: "k", Value: "v" }] });
    await stage.refused("exception-duplicate", stage.sns.send(more));
  },

  async test_create_topic_with_attributes(stage) {
    const Attributes = { DisplayName: "TestTopic", SignatureVersion: "2", FifoTopic: "true" };
    const arn = await stage.topic(Attributes);
    stage.same("get-topic-attrs", await attributesOf(stage, arn));
    await stage.refused("get-attrs-nonexistent-topic", attributesOf(stage, arn.replace("scenario", "nothing")));
    await stage.refused("get-attrs-malformed-topic", attributesOf(stage, "test-topic"));
  },

  async test_delete_topic_idempotency(stage) {
    const TopicArn = await stage.topic();
    stage.same("delete-topic", await stage.sns.send(new DeleteTopicCommand({ TopicArn })));
    stage.same("delete-topic-again", await stage.sns.send(new DeleteTopicCommand({ TopicArn })));
  },

  async test_tags(stage) {
    const ResourceArn = await stage.topic();
    const tag = (...pairs: [string, string][]) =>
      stage.sns.send(new TagResourceCommand({ ResourceArn, Tags: pairs.map(([Key, Value]) => ({ Key, Value })) }));
    await stage.refused("duplicate-key-error", tag(["k1", "v1"], ["k1", "v2"]));
    await tag(["k1", "v1"], ["k2", "v2"]);
    stage.same("list-created-tags", await tagsOf(stage, ResourceArn));
    await stage.sns.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["k1"] }));
    stage.same("list-after-delete-tags", await tagsOf(stage, ResourceArn));
    await tag(["k2", "v2b"]);
    stage.same("list-after-update-tags", await tagsOf(stage, ResourceArn));
  },

  async test_tags_removed_after_deletion(stage) {
    const Name = stage.name();
    const Tags = [
      { Key: "k1", Value: "v1" },
      { Key: "k2", Value: "v2" },
    ];
    const { TopicArn = "" } = await stage.sns.send(new CreateTopicCommand({ Name, Tags }));
    stage.same("list-created-tags", await tagsOf(stage, TopicArn));
    await stage.sns.send(new DeleteTopicCommand({ TopicArn }));
    await stage.sns.send(new CreateTopicCommand({ Name }));
    stage.same("list-empty-tags", await tagsOf(stage, TopicArn));
  },

  async test_add_permission_errors(stage) {
    const arn = await stage.topic();
    await addPermission(stage, arn);
    await stage.refused("duplicate-label", addPermission(stage, arn));
    await stage.refused("topic-not-found", addPermission(stage, missing(arn), { Label: "other" }));
    await stage.refused("invalid-action", addPermission(stage, arn, { Label: "other", ActionName: ["Nonsense"] }));
  },

  async test_remove_permission_errors(stage) {
    const TopicArn = missing(await stage.topic());
    const call = stage.sns.send(new RemovePermissionCommand({ TopicArn, Label: "test" }));
    await stage.refused("topic-not-found", call);
  },

  async test_topic_add_multiple_permissions(stage) {
    const arn = await stage.topic();
    const answer = await addPermission(stage, arn, { ActionName: ["Publish", "Subscribe"] });
    stage.same("add-permission-response", answer);
    stage.same("topic-policy-after-permission", await policyOf(stage, arn));
  },

  async test_topic_add_permission(stage) {
    const arn = await stage.topic();
    stage.same("add-permission-response", await addPermission(stage, arn));
    stage.same("topic-policy-after-permission", await policyOf(stage, arn));
  },

  async test_topic_policy_overwrite_lifecycle(stage) {
    // Nothing of what AWS answered is in the recording, but its name says what must hold.
    const TopicArn = await stage.topic();
    const before = await policyOf(stage, TopicArn);
    const Statement = { Effect: "Allow", Principal: { AWS: OTHERS }, Action: "SNS:Publish", Resource: TopicArn };
    const policy = { Version: "2012-10-17", Statement: [Statement] };
    const set = (AttributeValue: string) =>
      stage.sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue }));
    await set(JSON.stringify(policy));
    expect(await policyOf(stage, TopicArn)).toEqual(policy);
    await set("");
    expect(await policyOf(stage, TopicArn)).toEqual(before);
  },
};
