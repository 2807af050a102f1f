import { describe, expect, it } from "vitest";
import { deliveryRules, retryDelaySeconds } from "../../../shared/services/sns/delivery-policy.ts";
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from "../../../shared/services/sns/http-policy.ts";
import { createTopic } from "../../../shared/services/sns/operations/create-topic.ts";
import { getSubscriptionAttributes } from "../../../shared/services/sns/operations/get-subscription-attributes.ts";
import { getTopicAttributes } from "../../../shared/services/sns/operations/get-topic-attributes.ts";
import { setTopicAttributes } from "../../../shared/services/sns/operations/set-topic-attributes.ts";
import { subscribe } from "../../../shared/services/sns/operations/subscribe.ts";
import { createNewsWorld, TOPIC } from "./support.ts";

const pauses = (policy: RetryPolicy) =>
  Array.from({ length: policy.numRetries + 1 }, (_, index) => retryDelaySeconds(policy, index + 1));
const rulesOf = (protocol: "sqs" | "email" | "sms" | "http") => deliveryRules({}, { protocol });

describe("the pauses between tries", () => {
  it("are AWS's to queues, people and endpoints", () => {
    const queue = pauses(rulesOf("sqs").retry);
    expect(queue.slice(0, 16)).toEqual([0, 0, 0, 1, 1, 1, 1, 2, 3, 4, 5, 7, 10, 14, 20, 20]);
    expect(queue.at(-1)).toBeUndefined();
    expect(queue).toHaveLength(46);
    const person = pauses(rulesOf("email").retry);
    expect(person.slice(0, 13)).toEqual([10, 10, 10, 16, 25, 39, 62, 97, 153, 242, 381, 600, 600]);
    expect(person).toHaveLength(51);
    expect(rulesOf("sms").retry).toEqual(rulesOf("email").retry);
    expect(pauses(rulesOf("http").retry)).toEqual([20, 20, 20, undefined]);
  });

  it.each([
    ["linear", [10, 20, 30, 40, 50]],
    ["arithmetic", [10, 14, 22, 34, 50]],
    ["geometric", [10, 13, 18, 29, 50]],
    ["exponential", [10, 15, 22, 33, 50]],
  ] as const)("grow by the %s function from the shortest to the longest", (backoffFunction, expected) => {
    const policy = { ...DEFAULT_RETRY_POLICY, minDelayTarget: 10, maxDelayTarget: 50, numRetries: 5, backoffFunction };
    expect(pauses(policy).slice(0, -1)).toEqual(expected);
  });
});

describe("a delivery policy", () => {
  const retry = { numRetries: 3, minDelayTarget: 20, maxDelayTarget: 20 };
  const http = (defaultHealthyRetryPolicy: object) => ({ http: { defaultHealthyRetryPolicy } });

  it.each([
    [
      http({ ...retry, numRetries: 101 }),
      "http.defaultHealthyRetryPolicy.numRetries must be less than or equal to 100",
    ],
    [
      http({ ...retry, minDelayTarget: 0 }),
      "http.defaultHealthyRetryPolicy.minDelayTarget must be greater than or equal to 1",
    ],
    [
      http({ ...retry, minDelayTarget: 21 }),
      "http.defaultHealthyRetryPolicy.minDelayTarget must be less than or equal to 20",
    ],
    [http({ numRetries: 3 }), "http.defaultHealthyRetryPolicy.minDelayTarget must be specified"],
    [
      http({ ...retry, numNoDelayRetries: 2, numMaxDelayRetries: 2 }),
      "http.defaultHealthyRetryPolicy.numRetries must be greater than or equal to 4",
    ],
    [http({ ...retry, numRetries: 2.5 }), "http.defaultHealthyRetryPolicy.numRetries must be an integer"],
    [
      http({ ...retry, backoffFunction: "random" }),
      "http.defaultHealthyRetryPolicy.backoffFunction must be one of linear, arithmetic, geometric, exponential",
    ],
    [
      http({ ...retry, numRetries: 100, maxDelayTarget: 60 }),
      "http.defaultHealthyRetryPolicy: the total retry time must be less than or equal to 3600 seconds",
    ],
    [http({ ...retry, retries: 3 }), "Unexpected JSON member: http.defaultHealthyRetryPolicy.retries"],
    [{ throttlePolicy: {} }, "Unexpected JSON member: throttlePolicy"],
    [
      { http: { defaultThrottlePolicy: { maxReceivesPerSecond: 0 } } },
      "http.defaultThrottlePolicy.maxReceivesPerSecond must be greater than or equal to 1",
    ],
    [
      { http: { defaultRequestPolicy: { headerContentType: "image/png" } } },
      "http.defaultRequestPolicy.headerContentType must be one of",
    ],
    [{ http: { disableSubscriptionOverrides: "yes" } }, "http.disableSubscriptionOverrides must be true or false"],
    [{ http: [] }, "http must be a JSON object"],
    ["{", "failed to parse JSON."],
  ])("such as %j is refused", async (policy, reason) => {
    const world = await createNewsWorld();
    const AttributeValue = typeof policy === "string" ? policy : JSON.stringify(policy);
    const change = world.call(setTopicAttributes, { TopicArn: TOPIC, AttributeName: "DeliveryPolicy", AttributeValue });
    await expect(change).rejects.toMatchObject({
      code: "InvalidParameter",
      message: expect.stringContaining(`Invalid parameter: DeliveryPolicy: ${reason}`),
    });
    const create = world.call(createTopic, { Name: "other", Attributes: { DeliveryPolicy: AttributeValue } });
    await expect(create).rejects.toMatchObject({
      message: expect.stringContaining(`Invalid parameter: Attributes Reason: DeliveryPolicy: ${reason}`),
    });
  });

  it("of a subscription has names of its own, and what is in force is shown with it", async () => {
    const world = await createNewsWorld();
    const TopicArn = TOPIC;
    const endpoint = { TopicArn, Protocol: "https", Endpoint: "https://ada:secret@hooks.example.com/" };
    const wrong = {
      Attributes: { DeliveryPolicy: JSON.stringify({ healthyRetryPolicy: { ...retry, maxDelayTarget: 0 } }) },
    };
    await expect(world.call(subscribe, { ...endpoint, ...wrong })).rejects.toMatchObject({
      message:
        "Invalid parameter: Attributes Reason: DeliveryPolicy: healthyRetryPolicy.maxDelayTarget must be greater than or equal to 1",
    });
    const DeliveryPolicy = JSON.stringify({ healthyRetryPolicy: { ...retry, numRetries: 5 } });
    const asked = { ...endpoint, Attributes: { DeliveryPolicy }, ReturnSubscriptionArn: true };
    const { SubscriptionArn } = await world.call(subscribe, asked);
    const { Attributes } = await world.call(getSubscriptionAttributes, { SubscriptionArn });
    expect(Attributes).toMatchObject({ DeliveryPolicy, Endpoint: "https://ada:****@hooks.example.com/" });
    expect(JSON.parse(Attributes?.EffectiveDeliveryPolicy ?? "")).toEqual({
      healthyRetryPolicy: { ...DEFAULT_RETRY_POLICY, numRetries: 5 },
      sicklyRetryPolicy: null,
      throttlePolicy: null,
      requestPolicy: { headerContentType: "text/plain; charset=UTF-8" },
      guaranteed: false,
    });
    const topic = await world.call(getTopicAttributes, { TopicArn });
    expect(JSON.parse(topic.Attributes?.EffectiveDeliveryPolicy ?? "")).toMatchObject({
      http: { defaultHealthyRetryPolicy: DEFAULT_RETRY_POLICY, disableSubscriptionOverrides: false },
    });
  });
});

describe("an endpoint", () => {
  it.each([
    ["http", "https://hooks.example.com/", "Endpoint must match the specified protocol"],
    ["https", "http://hooks.example.com/", "Endpoint must match the specified protocol"],
    ["http", "hooks.example.com", "Endpoint must match the specified protocol"],
    ["http", "http://", "Endpoint"],
    ["http", "http://my_host.example.com/", "Endpoint"],
    ["http", "http://%zz@hooks.example.com/", "Endpoint"],
    ["https", `https://hooks.example.com/${"x".repeat(2048)}`, "Endpoint"],
  ])("of %s such as %s is refused", async (Protocol, Endpoint, reason) => {
    const world = await createNewsWorld();
    await expect(world.call(subscribe, { TopicArn: TOPIC, Protocol, Endpoint })).rejects.toMatchObject({
      code: "InvalidParameter",
      message: `Invalid parameter: ${reason}`,
    });
  });
});
