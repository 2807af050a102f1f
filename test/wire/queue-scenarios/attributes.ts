import type { Shape } from "../support/sqs-speaker.ts";
import type { Scenario, Scenarios, Stage } from "./stage.ts";

type Attributes = Readonly<Record<string, string>>;

function policyOf(...more: string[]): string {
  const Action = ["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", ...more];
  const statement = { Action, Effect: "Allow", Principal: "*", Resource: "*" };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

async function redrivePolicyTo(stage: Stage, dead: string, maxReceiveCount: number): Promise<string> {
  return JSON.stringify({ deadLetterTargetArn: await stage.arn(dead), maxReceiveCount });
}

/** Sets a policy, shows it, sets another, shows that. Each response names what is shown and the actions that were added; none: no policy. */
function policies(...steps: readonly (readonly [response: string, ...added: readonly string[]] | string)[]): Scenario {
  return async (stage) => {
    const QueueUrl = await stage.queue();
    for (const step of steps) {
      const [response, ...added] = typeof step === "string" ? [step] : step;
      const Policy = typeof step === "string" ? "" : policyOf(...added.filter((action) => action !== ""));
      await stage.call("SetQueueAttributes", { QueueUrl, Attributes: { Policy } });
      stage.same(response ?? "", await stage.attributes(QueueUrl, "Policy"));
    }
  };
}

function described(create: Attributes, change: Attributes | undefined, tags: Shape | undefined): Scenario {
  return async (stage) => {
    const isFifo = create.FifoQueue === "true";
    const dead = await stage.queue({
      ...(isFifo ? { FifoQueue: "true" } : {}),
      RedriveAllowPolicy: JSON.stringify({ redrivePermission: "allowAll" }),
    });
    const withTarget = async ({ maxReceiveCount, ...attributes }: Attributes) =>
      maxReceiveCount === undefined
        ? attributes
        : { ...attributes, RedrivePolicy: await redrivePolicyTo(stage, dead, Number(maxReceiveCount)) };
    const QueueUrl = await stage.queue(await withTarget(create), tags ? { tags } : {});
    if (change) await stage.call("SetQueueAttributes", { QueueUrl, Attributes: await withTarget(change) });
    const [all, tagged] = change ? ["updated_attributes", "updated_tags"] : ["attributes", "tags"];
    stage.same(all, await stage.attributes(QueueUrl, "All"));
    if (!change) stage.same("dlq_attributes", await stage.attributes(dead, "RedriveAllowPolicy"));
    if (tags) stage.same(tagged, await stage.call("ListQueueTags", { QueueUrl }));
  };
}

const FIFO_ALL = {
  FifoQueue: "true",
  ContentBasedDeduplication: "true",
  DeduplicationScope: "messageGroup",
  FifoThroughputLimit: "perMessageGroupId",
  DelaySeconds: "13",
  MaximumMessageSize: "3232",
  MessageRetentionPeriod: "13425",
  ReceiveMessageWaitTimeSeconds: "15",
  VisibilityTimeout: "42",
  KmsMasterKeyId: "alias/aws/sqs",
  KmsDataKeyReusePeriodSeconds: "200",
  maxReceiveCount: "7",
};

const DEFAULTS = {
  ContentBasedDeduplication: "false",
  DelaySeconds: "0",
  MessageRetentionPeriod: "345600",
  ReceiveMessageWaitTimeSeconds: "0",
  VisibilityTimeout: "30",
  RedrivePolicy: "",
  KmsMasterKeyId: "",
};

export const attributeScenarios: Scenarios = {
  async test_create_and_update_queue_attributes(stage) {
    const attributes = {
      MessageRetentionPeriod: "604800",
      ReceiveMessageWaitTimeSeconds: "10",
      VisibilityTimeout: "20",
    };
    const QueueUrl = await stage.queue(attributes);
    stage.same("get_queue_attributes", await stage.attributes(QueueUrl, "All"));
    const change = { DelaySeconds: "420", MaximumMessageSize: "2048", VisibilityTimeout: "69" };
    await stage.call("SetQueueAttributes", { QueueUrl, Attributes: change });
    stage.same("get_updated_queue_attributes", await stage.attributes(QueueUrl, "All"));
  },

  async test_create_queue_with_different_attributes_raises_exception(stage) {
    const QueueUrl = await stage.queue({ DelaySeconds: "1" });
    const QueueName = QueueUrl.split("/").at(-1);
    const again = (DelaySeconds: string) => stage.try("CreateQueue", { QueueName, Attributes: { DelaySeconds } });
    stage.refused("create_queue_01", await again("2"));
    await stage.call("SetQueueAttributes", { QueueUrl, Attributes: { DelaySeconds: "2" } });
    stage.refused("create_queue_02", await again("1"));
  },

  async test_list_queues_pagination(stage) {
    const QueueNamePrefix = "7f7df0f5-test-queue-";
    for (let index = 0; index < 10; index += 1)
      await stage.call("CreateQueue", { QueueName: `${QueueNamePrefix}${index}` });
    const list = async (more: Shape = {}) => stage.call("ListQueues", { QueueNamePrefix, ...more });
    const first = await list({ MaxResults: 2 });
    stage.same("list_all", asRecorded(await list()));
    // The recorded token is a URL in base64; a token is whatever the server likes.
    stage.same("list_two_max", { ...asRecorded(first), NextToken: RECORDED_TOKEN });
    const rest = await list({ MaxResults: 8, NextToken: first.NextToken });
    stage.same("list_remaining", asRecorded(rest));
  },

  async test_sse_queue_attributes(stage) {
    const kms = { KmsMasterKeyId: "testKeyId", KmsDataKeyReusePeriodSeconds: "6000", SqsManagedSseEnabled: "false" };
    const names = ["KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds", "SqsManagedSseEnabled"];
    const QueueUrl = await stage.queue(kms);
    stage.same("sse_kms_attributes", await stage.attributes(QueueUrl, ...names));
    await stage.call("SetQueueAttributes", { QueueUrl, Attributes: { SqsManagedSseEnabled: "true" } });
    stage.same("sse_sqs_attributes", await stage.attributes(QueueUrl, ...names));
  },

  test_create_fifo_queue_with_all_properties: described(FIFO_ALL, undefined, {
    Department: "Finance",
    Environment: "Production",
  }),

  test_create_standard_queue_with_all_properties: described(
    {
      DelaySeconds: "17",
      MaximumMessageSize: "1234",
      MessageRetentionPeriod: "13579",
      ReceiveMessageWaitTimeSeconds: "18",
      VisibilityTimeout: "45",
      KmsMasterKeyId: "alias/aws/sqs",
      KmsDataKeyReusePeriodSeconds: "297",
      maxReceiveCount: "7",
    },
    undefined,
    { Department: "Finance", Environment: "Production" },
  ),

  test_update_fifo_queue_remove_all_properties: described({ FifoQueue: "true" }, newQueueDefaults(), {}),
  test_update_fifo_queue_remove_all_properties_except_queuename: described(
    FIFO_ALL,
    { ...DEFAULTS, MaximumMessageSize: "262144" },
    {},
  ),
  test_update_standard_queue_modify_properties_in_place: described(
    { maxReceiveCount: "7" },
    {
      DelaySeconds: "16",
      MaximumMessageSize: "4321",
      MessageRetentionPeriod: "17539",
      ReceiveMessageWaitTimeSeconds: "17",
      VisibilityTimeout: "40",
      maxReceiveCount: "3",
    },
    { Department: "Sales", Environment: "Staging" },
  ),
  test_update_standard_queue_without_explicit_name: described(
    {},
    {
      MaximumMessageSize: "4321",
      MessageRetentionPeriod: "17539",
      ReceiveMessageWaitTimeSeconds: "17",
    },
    undefined,
  ),

  async test_update_standard_queue_add_properties_with_replacement(stage) {
    const dead = await stage.queue();
    stage.refused("error", await stage.try("GetQueueUrl", { QueueName: "MyStandardQueueWithADifferentName" }));
    const { QueueUrl } = await stage.call("CreateQueue", {
      QueueName: "MyStandardQueueWithADifferentName",
      Attributes: {
        DelaySeconds: "15",
        MaximumMessageSize: "4444",
        MessageRetentionPeriod: "17777",
        ReceiveMessageWaitTimeSeconds: "14",
        VisibilityTimeout: "35",
        RedrivePolicy: await redrivePolicyTo(stage, dead, 4),
      },
      tags: { Department: "Marketing", Environment: "Pre-Test" },
    });
    stage.same("updated_attributes", await stage.attributes(String(QueueUrl), "All"));
    stage.same("updated_tags", await stage.call("ListQueueTags", { QueueUrl }));
  },

  test_sqs_queue_policy: policies(["policy", ""]),
  test_update_sqs_with_inlinepolicy: policies(
    ["policy_before", ""],
    ["policy_after", "sqs:DeleteMessage", "sqs:ReceiveMessage"],
  ),
  test_update_sqs_remove_inlinepolicy: policies(["policy_before", ""], "policy_after"),
  test_update_to_remove_queuepolicy_from_template: policies(["policy_before", ""], "policy_after"),

  async test_update_sqs_queuepolicy(stage) {
    const QueueUrl = await stage.queue();
    const Resource = await stage.arn(QueueUrl);
    for (const [response, ...added] of [["policy1"], ["policy2", "sqs:DeleteMessage"]] as const) {
      const Policy = policyOf(...added).replace('"*"}', `"${Resource}"}`);
      await stage.call("SetQueueAttributes", { QueueUrl, Attributes: { Policy } });
      const { Attributes } = await stage.attributes(QueueUrl, "Policy");
      stage.same(response, JSON.parse((Attributes as { Policy: string }).Policy));
    }
  },

  async test_update_add_two_additional_queues_to_policy(stage) {
    const urls = [await stage.queue(), await stage.queue(), await stage.queue()];
    const [first = ""] = urls;
    const set = (QueueUrl: string, Policy: string) =>
      stage.call("SetQueueAttributes", { QueueUrl, Attributes: { Policy } });
    await set(first, policyOf());
    for (const [index, url] of urls.entries())
      stage.same(`queue_${index + 1}_before`, await stage.attributes(url, "Policy"));
    for (const url of urls) await set(url, policyOf("sqs:ChangeMessageVisibility"));
    for (const [index, url] of urls.entries())
      stage.same(`queue_${index + 1}_after`, await stage.attributes(url, "Policy"));
  },
};

const RECORDED_TOKEN =
  "aHR0cDovL3Nxcy48cmVnaW9uPi5sb2NhbGhvc3QubG9jYWxzdGFjay5jbG91ZDo0NTY2LzExMTExMTExMTExMS83ZjdkZjBmNS10ZXN0LXF1ZXVlLTE=";

/** A queue of its own name is a new one, with what a new one has. */
function newQueueDefaults(): Attributes {
  const { KmsMasterKeyId: _, ...rest } = DEFAULTS;
  return rest;
}

/** The recorded URLs have another host. */
function asRecorded({ QueueUrls, NextToken: _ }: Shape): Shape {
  const urls = (QueueUrls as string[]).map((url) => url.split("/").slice(-2).join("/"));
  return { QueueUrls: urls.map((path) => `http://sqs.us-east-1.localhost.localstack.cloud:4566/${path}`) };
}
