import {
  CreateClusterCommand,
  DescribeTasksCommand,
  ECSClient,
  ListClustersCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  StopTaskCommand,
} from "@aws-sdk/client-ecs";
import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  PublishBatchCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SNSClient,
  SubscribeCommand,
  TagResourceCommand,
} from "@aws-sdk/client-sns";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";

const server = sharedServer();

describe("the SDK's SNS client", () => {
  let client: SNSClient;
  beforeAll(() => {
    client = new SNSClient(clientOptions(server));
  });
  afterAll(() => client.destroy());

  test("creates a topic, subscribes a queue, publishes; the queue gets what passes the filter", async () => {
    await server.api.post("/v1/queues", { name: "fans" });
    const { TopicArn = "" } = await client.send(new CreateTopicCommand({ Name: "wire-news" }));
    expect(TopicArn).toBe("arn:aws:sns:us-east-1:000000000000:wire-news");
    expect((await client.send(new ListTopicsCommand({}))).Topics).toContainEqual({ TopicArn });
    const { SubscriptionArn } = await client.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: "sqs",
        Endpoint: "arn:aws:sqs:us-east-1:000000000000:fans",
        Attributes: { RawMessageDelivery: "true" },
        ReturnSubscriptionArn: true,
      }),
    );
    const filter = JSON.stringify({ kind: ["good"] });
    await client.send(
      new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName: "FilterPolicy", AttributeValue: filter }),
    );
    const listed = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    expect(listed.Subscriptions).toMatchObject([{ SubscriptionArn, Protocol: "sqs" }]);
    const kind = (StringValue: string) => ({ kind: { DataType: "String", StringValue } });
    await client.send(new PublishCommand({ TopicArn, Message: "no", MessageAttributes: kind("bad") }));
    await client.send(new PublishCommand({ TopicArn, Message: "yes & <no>", MessageAttributes: kind("good") }));
    const received = await server.api.post<{ messages: { body: string }[] }>("/v1/queues/fans/messages/receive", {
      waitSeconds: 10,
    });
    expect(received.body.messages.map(({ body }) => body)).toEqual(["yes & <no>"]);
  });

  test("publishes ten at once", async () => {
    const { TopicArn } = await client.send(new CreateTopicCommand({ Name: "wire-batch" }));
    const PublishBatchRequestEntries = ["a", "b"].map((Id) => ({ Id, Message: Id }));
    const { Successful } = await client.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries }));
    expect(Successful?.map(({ Id }) => Id)).toEqual(["a", "b"]);
  });

  test("names errors as AWS does", async () => {
    const TopicArn = "arn:aws:sns:us-east-1:000000000000:nobody";
    expect(await refusalOf(client.send(new GetTopicAttributesCommand({ TopicArn })))).toMatchObject({
      name: "NotFoundException",
      message: "Topic does not exist",
      status: 404,
    });
    const tag = new TagResourceCommand({ ResourceArn: TopicArn, Tags: [{ Key: "a", Value: "b" }] });
    expect(await refusalOf(client.send(tag))).toMatchObject({ name: "ResourceNotFoundException", status: 404 });
  });

  test("deletes what REST then has no more", async () => {
    const { TopicArn } = await client.send(new CreateTopicCommand({ Name: "wire-gone" }));
    expect((await server.api.get("/v1/topics/wire-gone")).status).toBe(200);
    await client.send(new DeleteTopicCommand({ TopicArn }));
    expect((await server.api.get("/v1/topics/wire-gone")).status).toBe(404);
  });
});

describe("the SDK's ECS client", () => {
  let client: ECSClient;
  beforeAll(() => {
    client = new ECSClient(clientOptions(server));
  });
  afterAll(() => client.destroy());

  test("registers a task definition, runs two tasks, describes, lists and stops them", async () => {
    const { cluster } = await client.send(new CreateClusterCommand({ clusterName: "wire" }));
    expect((await client.send(new ListClustersCommand({}))).clusterArns).toContain(cluster?.clusterArn);
    const { taskDefinition } = await client.send(
      new RegisterTaskDefinitionCommand({
        family: "wire-web",
        requiresCompatibilities: ["FARGATE"],
        networkMode: "awsvpc",
        cpu: "256",
        memory: "512",
        containerDefinitions: [{ name: "web", image: "skyground/web", portMappings: [{ containerPort: 80 }] }],
      }),
    );
    expect(taskDefinition).toMatchObject({ family: "wire-web", revision: 1, status: "ACTIVE" });
    const { tasks = [], failures } = await client.send(
      new RunTaskCommand({ cluster: "wire", taskDefinition: "wire-web", launchType: "FARGATE", count: 2 }),
    );
    expect(failures).toEqual([]);
    expect(tasks[0]?.createdAt).toBeInstanceOf(Date);
    const taskArns = tasks.map(({ taskArn }) => taskArn ?? "");
    const listed = await client.send(new ListTasksCommand({ cluster: "wire" }));
    expect(listed.taskArns?.toSorted()).toEqual(taskArns.toSorted());
    const [task] = taskArns;
    await client.send(new StopTaskCommand({ cluster: "wire", task, reason: "enough" }));
    const described = await client.send(new DescribeTasksCommand({ cluster: "wire", tasks: taskArns }));
    expect(described.tasks?.find(({ taskArn }) => taskArn === task)).toMatchObject({
      desiredStatus: "STOPPED",
      stoppedReason: "enough",
    });
  });

  test("names errors as AWS does", async () => {
    expect(await refusalOf(client.send(new ListTasksCommand({ cluster: "nobody" })))).toMatchObject({
      name: "ClusterNotFoundException",
      message: "Cluster not found.",
      status: 400,
    });
    const unknown = new RunTaskCommand({ taskDefinition: "nobody" });
    expect(await refusalOf(client.send(unknown))).toMatchObject({ name: "ClientException", status: 400 });
  });
});

describe("the SDK's STS client", () => {
  const identity = (account?: string) => {
    const client = new STSClient(clientOptions(server, account === undefined ? {} : { account }));
    return client.send(new GetCallerIdentityCommand({})).finally(() => client.destroy());
  };

  test("is the account that its access key says", async () => {
    expect(await identity()).toMatchObject({ Account: "000000000000", Arn: "arn:aws:iam::000000000000:root" });
    expect(await identity("111111111111")).toMatchObject({
      Account: "111111111111",
      UserId: "111111111111",
      Arn: "arn:aws:iam::111111111111:root",
    });
  });
});
