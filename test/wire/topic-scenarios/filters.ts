import {
  PublishBatchCommand,
  SetSubscriptionAttributesCommand,
  type SetSubscriptionAttributesInput,
} from "@aws-sdk/client-sns";
import type { Scenarios, Stage } from "./stage.ts";

const RAW = { RawMessageDelivery: "true" };

function set(stage: Stage, SubscriptionArn: string, AttributeName: string, AttributeValue: unknown) {
  const text = typeof AttributeValue === "string" ? AttributeValue : JSON.stringify(AttributeValue);
  const input: SetSubscriptionAttributesInput = { SubscriptionArn, AttributeName, AttributeValue: text };
  return stage.sns.send(new SetSubscriptionAttributesCommand(input));
}

const text = (StringValue: string) => ({ DataType: "String", StringValue });
const list = (...values: string[]) => ({ DataType: "String.Array", StringValue: JSON.stringify(values) });
const onBody = (policy: unknown) => ({
  ...RAW,
  FilterPolicyScope: "MessageBody",
  FilterPolicy: JSON.stringify(policy),
});
const ALL = { MessageSystemAttributeNames: ["All"] };
/** What these recordings asked for. */
const SOME = {
  MessageSystemAttributeNames: [
    "ApproximateFirstReceiveTimestamp",
    "ApproximateReceiveCount",
    "SenderId",
    "SentTimestamp",
  ],
};

/** As many values as wanted. */
function values(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

async function refusePolicy(stage: Stage, response: string, policy: unknown): Promise<void> {
  const TopicArn = await stage.topic();
  const { arn } = await stage.queue();
  const FilterPolicy = typeof policy === "string" ? policy : JSON.stringify(policy);
  await stage.refused(response, stage.subscribe(TopicArn, arn, { FilterPolicy }));
}

export const filterScenarios: Scenarios = {
  async test_exists_filter_policy_attributes_array(stage) {
    const { TopicArn, queue, SubscriptionArn } = await stage.pair(RAW);
    stage.same("messages-init", await stage.receive(queue.url, 0));
    await set(stage, SubscriptionArn, "FilterPolicy", { store: ["value1"] });
    stage.same("subscription-attributes-policy", await stage.attributes(SubscriptionArn));
    const publish = (Message: string, store: ReturnType<typeof text>) =>
      stage.publish({ TopicArn, Message, MessageAttributes: { store } });
    await publish("message-1", text("value1"));
    stage.same("messages-1", await stage.receive(queue.url));
    await publish("message-2", list("value1", "value2"));
    stage.same("messages-2", await stage.receive(queue.url));
    await publish("message-3", list("value3"));
    stage.same("messages-3", await stage.receive(queue.url, 0));
  },

  async test_filter_policy_empty_array_payload(stage) {
    const TopicArn = await stage.topic();
    const queue = await stage.queue();
    await stage.subscribe(TopicArn, queue.arn, onBody({ source: ["aws.autoscaling"], resources: [{ exists: false }] }));
    const message = {
      version: "0",
      id: "9e40f3a8-2b2f-4c0c-9f7e-000000000000",
      "detail-type": "EC2 Instance Launch Successful",
      source: "aws.autoscaling",
      account: "123456789012",
      time: "date",
      region: "my-region",
      resources: [],
      detail: { eventVersion: "", responseElements: null },
    };
    await stage.publish({ TopicArn, Message: JSON.stringify(message) });
    stage.same("messages-queue", await stage.receive(queue.url, 1, SOME));
  },

  async test_filter_policy_for_batch(stage) {
    const {
      TopicArn,
      queue: filtered,
      SubscriptionArn,
    } = await stage.pair({
      FilterPolicy: JSON.stringify({ attr1: [{ numeric: [">", 0, "<=", 100] }] }),
    });
    const all = await stage.queue();
    const other = await stage.subscribe(TopicArn, all.arn);
    stage.same("subscription-attributes-with-filter", await stage.attributes(SubscriptionArn));
    stage.same("subscription-attributes-no-filter", await stage.attributes(other));
    stage.same("messages-no-filter-before-publish", await stage.receive(all.url, 0));
    stage.same("messages-with-filter-before-publish", await stage.receive(filtered.url, 0));
    const publish = async (Message: string, StringValue: string) => {
      const MessageAttributes = { attr1: { DataType: "Number", StringValue } };
      const PublishBatchRequestEntries = [{ Id: "1", Message, MessageAttributes }];
      await stage.sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries }));
    };
    await publish("This is a test message", "99");
    stage.same("messages-with-filter-after-publish-ok", await stage.receive(filtered.url));
    stage.same("messages-no-filter-after-publish-ok", await stage.receive(all.url));
    await publish("This is another test message", "111");
    stage.same("messages-no-filter-after-publish-ok-1", await stage.receive(all.url));
    stage.same("messages-with-filter-after-publish-filtered", await stage.receive(filtered.url, 0));
  },

  async test_filter_policy_on_message_body_array_attributes(stage) {
    const TopicArn = await stage.topic();
    const queues = [await stage.queue(), await stage.queue()];
    for (const [index, { arn }] of queues.entries())
      await stage.subscribe(TopicArn, arn, onBody({ headers: { "route-to": [`queue${index + 1}`] } }));
    for (const to of [["queue3"], ["queue1", "queue2"], ["queue1"], ["queue2"]])
      await stage.publish({ TopicArn, Message: JSON.stringify({ headers: { "route-to": to } }) });
    for (const [index, { url }] of queues.entries()) {
      const { Messages = [] } = await stage.receive(url, 2, SOME);
      const byLength = Messages.toSorted((left, right) => (right.Body?.length ?? 0) - (left.Body?.length ?? 0));
      stage.same(`messages-queue-${index}`, { Messages: byLength });
    }
  },

  async test_filter_policy_on_message_body_array_of_object_attributes(stage) {
    const TopicArn = await stage.topic();
    const queue = await stage.queue();
    const policy = {
      Records: { s3: { object: { key: [{ prefix: "auto-" }] } }, eventName: [{ prefix: "ObjectCreated:" }] },
    };
    await stage.subscribe(TopicArn, queue.arn, onBody(policy));
    const auto = { key: "auto-insurance-2314.xml", size: 17 };
    const home = { key: "home-insurance-2314.xml", size: 17 };
    const event = (eventName: string, object: unknown, more = {}) => ({
      eventSource: "aws:s3",
      eventName,
      s3: { object, ...more },
    });
    const bucket = { bucket: { name: "a-bucket", arn: "arn:aws:s3:::a-bucket" } };
    const removed = event("ObjectRemoved:Delete", home);
    const created = { ...event("ObjectCreated:Put", auto, bucket), eventTime: "date" };
    for (const Records of [[event("ObjectCreated:Put", [[auto]]), removed], [created], [removed]])
      await stage.publish({ TopicArn, Message: JSON.stringify({ Records }) });
    const { Messages = [] } = await stage.receive(queue.url, 2, SOME);
    const ordered = Messages.toSorted(
      (left, right) => Number(left.Body?.includes("bucket")) - Number(right.Body?.includes("bucket")),
    );
    stage.same("messages", { Messages: ordered });
  },

  async test_filter_policy_on_message_body_or_attribute(stage) {
    const TopicArn = await stage.topic();
    const queue = await stage.queue();
    const policy = {
      $or: [{ metricName: ["CPUUtilization", "ReadLatency"] }, { namespace: ["AWS/EC2", "AWS/ES"] }],
      detail: {
        scope: ["Service"],
        $or: [{ source: ["aws.cloudwatch"] }, { type: ["CloudWatch Alarm State Change"] }],
      },
    };
    await stage.subscribe(TopicArn, queue.arn, onBody(policy));
    const cloudwatch = { source: "aws.cloudwatch", scope: "Service" };
    const wanted = [
      { metricName: "CPUUtilization", detail: cloudwatch },
      { metricName: "CPUUtilization", detail: { type: "CloudWatch Alarm State Change", scope: "Service" } },
      { metricName: "ReadLatency", detail: cloudwatch },
      { namespace: "AWS/EC2", detail: cloudwatch },
      { namespace: "AWS/ES", detail: cloudwatch },
    ].map((body) => JSON.stringify(body));
    const others = [{ metricName: "CPUUtilization", detail: { scope: "Service" } }, { detail: cloudwatch }];
    for (const Message of [...others.map((body) => JSON.stringify(body)), ...wanted])
      await stage.publish({ TopicArn, Message });
    const { Messages = [] } = await stage.receive(queue.url, 5, SOME);
    const ordered = Messages.toSorted(
      (left, right) => wanted.indexOf(left.Body ?? "") - wanted.indexOf(right.Body ?? ""),
    );
    stage.same("messages-queue", { Messages: ordered });
  },

  async test_policy_complexity(stage) {
    await refusePolicy(stage, "error-complexity-in-one-condition", { key: values(151) });
    await refusePolicy(stage, "error-complexity-in-two-conditions", { a: values(16), b: values(10) });
    const six = Object.fromEntries(values(6).map((index) => [`key${index}`, ["x"]]));
    await refusePolicy(stage, "error-complexity-too-many-fields", six);
  },

  async test_policy_complexity_with_or(stage) {
    const flat = { $or: [{ a: values(100) }, { b: values(51) }] };
    await refusePolicy(stage, "error-complexity-or-flat", flat);
    const nested = { k: values(4), $or: [{ a: values(10), $or: [{ c: ["x"] }, { d: ["x"] }] }, { b: values(30) }] };
    await refusePolicy(stage, "error-complexity-or-nested", nested);
  },

  async test_validate_policy_numeric_operator(stage) {
    const cases: Record<string, string> = {
      "error-numeric-empty": "[]",
      "error-numeric-missing-range-operator": '[">",20,30]',
      "error-numeric-missing-range-value": '[">",20,"<="]',
      "error-numeric-missing-value": '[">="]',
      "error-numeric-operator-order": '[1,"<="]',
      "error-numeric-too-many-range": '[">",20,"<",30,"<",50]',
      "error-numeric-type": '["=","000"]',
      "error-numeric-wrong-operator": '["operator"]',
      "error-numeric-wrong-range-operators": '[">=",1,">",2]',
      "error-numeric-wrong-range-order": '["<",100,">",10]',
      "error-numeric-wrong-range-value-1-type": '[">","20","<","30"]',
      "error-numeric-wrong-range-value-2-type": '[">",20,"<","30"]',
      "error-numeric-wrong-second-range-operator": '[">",20,"test"]',
      "error-numeric-wrong-value-order": '[">",3,"<",1]',
    };
    for (const [response, numeric] of Object.entries(cases))
      await refusePolicy(stage, response, `{"key":[{"numeric":${numeric}}]}`);
  },

  async test_validate_policy_string_operators(stage) {
    const cases: Record<string, string> = {
      "error-condition-bad-cidr-str": '[{"cidr":"bad-filter"}]',
      "error-condition-bad-cidr-str-slash": '[{"cidr":"bad-filter/64"}]',
      "error-condition-bad-cidr-str-slash-2": '[{"cidr":"bad-filter/bad-filter"}]',
      "error-condition-bad-cidr-v4": '[{"cidr":"xx.11.xx/8"}]',
      "error-condition-bad-cidr-v6": '[{"cidr":"xxxx:db8:1234:1a00::/64"}]',
      "error-condition-bad-type": '[{"cidr":["bad-filter"]}]',
      "error-condition-empty-array": "[]",
      "error-condition-empty-list": '[{"suffix":[]}]',
      "error-condition-is-none": '[{"suffix":null}]',
      "error-condition-is-not-list-and-no-operator": '{"not-an-operator":"value"}',
      "error-condition-is-not-list-and-operator": '{"suffix":"value"}',
      "error-condition-is-not-list-two-ops": '{"suffix":"value","prefix":"value"}',
      "error-condition-is-numeric": '[{"suffix":100}]',
      "error-condition-list-wrong-type": '[{"suffix":["test","test2"]}]',
    };
    for (const [response, conditions] of Object.entries(cases))
      await refusePolicy(stage, response, `{"key":${conditions}}`);
  },

  async test_set_subscription_filter_policy_scope(stage) {
    const { SubscriptionArn } = await stage.pair();
    stage.same("sub-attrs-default", await stage.attributes(SubscriptionArn));
    await set(stage, SubscriptionArn, "FilterPolicyScope", "MessageBody");
    stage.same("sub-attrs-filter-scope-body", await stage.attributes(SubscriptionArn));
    await stage.refused(
      "sub-attrs-filter-scope-error",
      set(stage, SubscriptionArn, "FilterPolicyScope", "RandomValue"),
    );
    await set(stage, SubscriptionArn, "FilterPolicy", { attr: ["match-this"] });
    stage.same("sub-attrs-after-setting-policy", await stage.attributes(SubscriptionArn));
  },

  async test_sub_filter_policy_nested_property_constraints(stage) {
    const { SubscriptionArn } = await stage.pair({ FilterPolicyScope: "MessageBody" });
    const policy = (response: string, value: unknown) =>
      stage.refused(response, set(stage, SubscriptionArn, "FilterPolicy", value));
    // AWS's own example of too many combinations: 4 x 3 levels x 3 x 2 levels x 3.
    const nested = { key_a: { key_b: { key_c: values(4) } }, key_d: { key_e: values(3) }, key_f: values(3) };
    await policy("sub-filter-policy-nested-error-too-many-combinations", nested);
    await policy(
      "sub-filter-policy-max-attr-keys",
      Object.fromEntries(values(6).map((index) => [`key${index}`, ["x"]])),
    );
    await policy("sub-filter-policy-rule-no-list", '{"key_a":"value_one"}');
  },

  async test_subscribe_invalid_filter_policy(stage) {
    await refusePolicy(stage, "subscribe-invalid-filter-policy", "invalid");
  },
};

export { ALL, RAW, SOME };
