import type { Chance } from "./chance.ts";
import type { Pool } from "./pool.ts";
import { S3_EXAMPLES } from "./s3-examples.ts";
import type { Members } from "./values.ts";

/*
 * Inputs as people send them, for operations of which a model alone does not say enough. `$QueueUrl` stands for a value of that name that
 * is known to be there.
 */

const attribute = {
  colour: { DataType: "String", StringValue: "blue" },
  size: { DataType: "Number", StringValue: "5" },
};
const policy = (service: string) =>
  `{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","Principal":{"AWS":"222222222222"},"Action":"${service}:*","Resource":"*","Condition":{"StringLike":{"aws:UserAgent":"curl*"}}}]}`;
const web = [
  {
    name: "web",
    image: "skyground/web",
    portMappings: [{ containerPort: 80 }],
    environment: [{ name: "A", value: "b" }],
  },
];

const EXAMPLES: Readonly<Record<string, readonly Members[]>> = {
  "sqs.AddPermission": [
    { QueueUrl: "$QueueUrl", Label: "share", AWSAccountIds: ["222222222222"], Actions: ["SendMessage"] },
  ],
  "sqs.RemovePermission": [{ QueueUrl: "$QueueUrl", Label: "share" }],
  "sqs.CreateQueue": [
    { QueueName: "made", Attributes: { DelaySeconds: "1", Policy: policy("sqs") }, tags: { team: "a" } },
    { QueueName: "made.fifo", Attributes: { FifoQueue: "true", ContentBasedDeduplication: "true" } },
  ],
  "sqs.SendMessage": [
    { QueueUrl: "$QueueUrl", MessageBody: "hello", MessageAttributes: attribute, DelaySeconds: 0 },
    { QueueUrl: "$QueueUrl", MessageBody: "hello", MessageGroupId: "g", MessageDeduplicationId: "d" },
    {
      QueueUrl: "$QueueUrl",
      MessageBody: "x",
      MessageSystemAttributes: {
        AWSTraceHeader: { DataType: "String", StringValue: "Root=1-5e3d83c1-e6a0db584850d61342823d4c" },
      },
    },
  ],
  "sqs.SendMessageBatch": [
    {
      QueueUrl: "$QueueUrl",
      Entries: [
        { Id: "a", MessageBody: "1", MessageGroupId: "g", MessageDeduplicationId: "1" },
        { Id: "b", MessageBody: "2", MessageAttributes: attribute },
      ],
    },
  ],
  "sqs.ReceiveMessage": [
    {
      QueueUrl: "$QueueUrl",
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 5,
      MessageAttributeNames: ["All"],
      MessageSystemAttributeNames: ["All"],
    },
    { QueueUrl: "$QueueUrl", WaitTimeSeconds: 2, ReceiveRequestAttemptId: "r" },
  ],
  "sqs.ChangeMessageVisibility": [{ QueueUrl: "$QueueUrl", ReceiptHandle: "$ReceiptHandle", VisibilityTimeout: 10 }],
  "sqs.DeleteMessageBatch": [{ QueueUrl: "$QueueUrl", Entries: [{ Id: "a", ReceiptHandle: "$ReceiptHandle" }] }],
  "sqs.SetQueueAttributes": [
    { QueueUrl: "$QueueUrl", Attributes: { VisibilityTimeout: "1", Policy: policy("sqs") } },
    {
      QueueUrl: "http://127.0.0.1:4566/000000000000/orders",
      Attributes: {
        RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":1}',
      },
    },
    { QueueUrl: "$QueueUrl", Attributes: { RedriveAllowPolicy: '{"redrivePermission":"denyAll"}' } },
  ],
  "sqs.StartMessageMoveTask": [
    { SourceArn: "arn:aws:sqs:us-east-1:000000000000:dead", MaxNumberOfMessagesPerSecond: 5 },
  ],
  "sns.AddPermission": [
    { TopicArn: "$TopicArn", Label: "share", AWSAccountId: ["222222222222"], ActionName: ["Publish"] },
  ],
  "sns.CreateTopic": [{ Name: "made", Attributes: { DisplayName: "x" }, Tags: [{ Key: "team", Value: "a" }] }],
  "sns.SetTopicAttributes": [
    { TopicArn: "$TopicArn", AttributeName: "DisplayName", AttributeValue: "x" },
    { TopicArn: "$TopicArn", AttributeName: "Policy", AttributeValue: policy("SNS") },
    {
      TopicArn: "$TopicArn",
      AttributeName: "DeliveryPolicy",
      AttributeValue: '{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":1,"maxDelayTarget":2,"numRetries":3}}}',
    },
  ],
  "sns.Subscribe": [
    {
      TopicArn: "$TopicArn",
      Protocol: "sqs",
      Endpoint: "arn:aws:sqs:us-east-1:000000000000:orders",
      ReturnSubscriptionArn: true,
      Attributes: {
        RawMessageDelivery: "true",
        FilterPolicy:
          '{"colour":["blue",{"anything-but":{"prefix":"r"}},{"numeric":[">",1,"<=",5]}],"$or":[{"a":[{"exists":true}]},{"b":[{"cidr":"10.0.0.0/8"}]}]}',
      },
    },
    { TopicArn: "$TopicArn", Protocol: "email", Endpoint: "a@example.com" },
    { TopicArn: "$TopicArn", Protocol: "https", Endpoint: "https://example.com/hook" },
  ],
  "sns.SetSubscriptionAttributes": [
    {
      SubscriptionArn: "$SubscriptionArn",
      AttributeName: "FilterPolicy",
      AttributeValue: '{"a":{"b":[{"wildcard":"x*y*z"},{"suffix":"s"},{"equals-ignore-case":"Q"}]}}',
    },
    { SubscriptionArn: "$SubscriptionArn", AttributeName: "FilterPolicyScope", AttributeValue: "MessageBody" },
    {
      SubscriptionArn: "$SubscriptionArn",
      AttributeName: "RedrivePolicy",
      AttributeValue: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead"}',
    },
  ],
  "sns.Publish": [
    { TopicArn: "$TopicArn", Message: "hello", MessageAttributes: attribute },
    { TopicArn: "$TopicArn", Message: '{"default":"d","sqs":"s","email":"e"}', MessageStructure: "json", Subject: "s" },
    { TopicArn: "$TopicArn", Message: '{"a":{"b":["x1y2z",5]}}', MessageGroupId: "g", MessageDeduplicationId: "d" },
    { PhoneNumber: "+15550100", Message: "hello" },
  ],
  "sns.PublishBatch": [
    {
      TopicArn: "$TopicArn",
      PublishBatchRequestEntries: [
        { Id: "a", Message: "1" },
        { Id: "b", Message: "2", MessageGroupId: "g", MessageDeduplicationId: "2", MessageAttributes: attribute },
      ],
    },
  ],
  "sns.CreatePlatformApplication": [{ Name: "app", Platform: "GCM", Attributes: { PlatformCredential: "x" } }],
  "sns.CreatePlatformEndpoint": [{ PlatformApplicationArn: "$PlatformApplicationArn", Token: "t" }],
  "sns.CreateSMSSandboxPhoneNumber": [{ PhoneNumber: "+15550100" }],
  "sns.SetSMSAttributes": [{ attributes: { DefaultSMSType: "Promotional" } }],
  "sns.PutDataProtectionPolicy": [
    { ResourceArn: "$TopicArn", DataProtectionPolicy: '{"Name":"x","Version":"2021-06-01","Statement":[]}' },
  ],
  "sns.TagResource": [{ ResourceArn: "$TopicArn", Tags: [{ Key: "a", Value: "b" }] }],
  "sts.AssumeRole": [
    {
      RoleArn: "$RoleArn",
      RoleSessionName: "ada",
      Tags: [{ Key: "a", Value: "b" }],
      Policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}',
    },
  ],
  "ecs.RegisterTaskDefinition": [
    {
      family: "web",
      cpu: "256",
      memory: "512",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      containerDefinitions: web,
    },
  ],
  "ecs.RunTask": [
    {
      taskDefinition: "web",
      count: 2,
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
    },
  ],
  "ecs.CreateService": [
    {
      serviceName: "web",
      taskDefinition: "web",
      desiredCount: 1,
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
    },
  ],
  "ecs.UpdateService": [{ service: "web", desiredCount: 2 }],
  "ecs.DeleteService": [{ service: "web", force: true }],
  "ecs.DescribeServices": [{ services: ["web"] }],
};

/** An example of an operation, if there is one, with names that are known. */
export function exampleOf(operation: string, pool: Pool, chance: Chance): Members | undefined {
  const examples = EXAMPLES[operation] ?? S3_EXAMPLES[operation];
  return examples && (filled(chance.pick(examples), pool, chance) as Members);
}

function filled(value: unknown, pool: Pool, chance: Chance): unknown {
  if (typeof value === "string") {
    const known = value.startsWith("$") ? pool.of(value.slice(1)) : [];
    return known.length > 0 ? chance.pick(known) : value;
  }
  if (Array.isArray(value)) return value.map((one) => filled(one, pool, chance));
  if (typeof value !== "object" || value === null || value instanceof Date || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filled(one, pool, chance)]));
}
