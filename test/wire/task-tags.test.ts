import {
  CreateClusterCommand,
  CreateServiceCommand,
  DeleteClusterCommand,
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTagsForResourceCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  type Tag,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-ecs";
import { beforeAll, describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";

/* Tags of ECS's resources, by AWS's own client. */

const TAGS: Tag[] = [
  { key: "team", value: "shop" },
  { key: "stage", value: "test" },
];

const server = sharedServer();
const client = new ECSClient(clientOptions(server));
beforeAll(async () => {
  await client.send(new CreateClusterCommand({ clusterName: "tagged", tags: TAGS }));
  await client.send(
    new RegisterTaskDefinitionCommand({
      family: "web",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      containerDefinitions: [{ name: "web", image: "skyground/web" }],
      tags: TAGS,
    }),
  );
  const service = { cluster: "tagged", serviceName: "web", taskDefinition: "web", desiredCount: 1, tags: TAGS };
  await client.send(new CreateServiceCommand({ ...service, enableECSManagedTags: true, propagateTags: "SERVICE" }));
  await client.send(new RunTaskCommand({ cluster: "tagged", taskDefinition: "web", startedBy: "me", tags: TAGS }));
});

const ARN = "arn:aws:ecs:us-east-1:000000000000";
const tagsOf = async (resourceArn: string) => (await client.send(new ListTagsForResourceCommand({ resourceArn }))).tags;
const taskArn = async () =>
  (await client.send(new ListTasksCommand({ cluster: "tagged", startedBy: "me" }))).taskArns?.[0] ?? "";

describe.each([
  ["a cluster", async () => `${ARN}:cluster/tagged`],
  ["the cluster that nobody made", async () => `${ARN}:cluster/default`],
  ["a service", async () => `${ARN}:service/tagged/web`],
  ["a task", taskArn],
  ["a task definition", async () => `${ARN}:task-definition/web:1`],
])("%s", (what, arn) => {
  test("gets tags, has one changed and loses one", async () => {
    const resourceArn = await arn();
    const before = what.includes("nobody") ? [] : TAGS;
    expect(await tagsOf(resourceArn)).toEqual(before);
    const changed = [
      { key: "team", value: "stock" },
      { key: "cost:centre", value: "" },
    ];
    await client.send(new TagResourceCommand({ resourceArn, tags: changed }));
    const stage = before.filter(({ key }) => key === "stage");
    expect(await tagsOf(resourceArn)).toEqual([{ key: "team", value: "stock" }, ...stage, changed[1]]);
    await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ["team", "stage", "nothing"] }));
    expect(await tagsOf(resourceArn)).toEqual([changed[1]]);
  });
});

test("descriptions tell tags to those who ask for them", async () => {
  const clusters = ["tagged"];
  const tasks = [await taskArn()];
  const cluster = async (include: "TAGS"[]) =>
    (await client.send(new DescribeClustersCommand({ clusters, include }))).clusters?.[0]?.tags;
  const service = async (include: "TAGS"[]) =>
    (await client.send(new DescribeServicesCommand({ cluster: "tagged", services: ["web"], include }))).services?.[0]
      ?.tags;
  const task = async (include: "TAGS"[]) =>
    (await client.send(new DescribeTasksCommand({ cluster: "tagged", tasks, include }))).tasks?.[0]?.tags;
  const definition = async (include: "TAGS"[]) =>
    (await client.send(new DescribeTaskDefinitionCommand({ taskDefinition: "web:1", include }))).tags ?? [];
  const left = [{ key: "cost:centre", value: "" }];
  for (const tags of [cluster, service, task, definition]) {
    expect(await tags([])).toEqual([]);
    expect(await tags(["TAGS"])).toEqual(left);
  }
});

test("a service's tasks get its tags and ECS's own", async () => {
  const { taskArns } = await client.send(new ListTasksCommand({ cluster: "tagged", serviceName: "web" }));
  expect(await tagsOf(taskArns?.[0] ?? "")).toEqual([
    ...TAGS,
    { key: "aws:ecs:clusterName", value: "tagged" },
    { key: "aws:ecs:serviceName", value: "web" },
  ]);
});

describe("AWS refuses", () => {
  const tag = (resourceArn: string, tags: Tag[] = TAGS) =>
    refusalOf(client.send(new TagResourceCommand({ resourceArn, tags })));

  test.each([
    ["what is no ARN", "tagged"],
    ["another service's ARN", "arn:aws:sqs:us-east-1:000000000000:q"],
    ["what has no tags", `${ARN}:container/tagged/x`],
    ["a service that isn't there", `${ARN}:service/tagged/none`],
    ["a task that isn't there", `${ARN}:task/tagged/${"0".repeat(32)}`],
    ["a revision that isn't there", `${ARN}:task-definition/web:7`],
    ["a family without its revision", `${ARN}:task-definition/web`],
    ["another account's cluster", "arn:aws:ecs:us-east-1:111111111111:cluster/tagged"],
    ["another region's cluster", "arn:aws:ecs:eu-west-1:000000000000:cluster/tagged"],
  ])("to tag %s", async (_what, arn) => {
    expect(await tag(arn)).toMatchObject({ name: "InvalidParameterException", status: 400 });
  });

  test("to tag a cluster that isn't there, and one that was deleted", async () => {
    expect(await tag(`${ARN}:cluster/none`)).toMatchObject({ name: "ClusterNotFoundException" });
    await client.send(new CreateClusterCommand({ clusterName: "gone" }));
    await client.send(new DeleteClusterCommand({ cluster: "gone" }));
    expect(await tag(`${ARN}:cluster/gone`)).toMatchObject({
      message: "The specified cluster is inactive. Specify an active cluster and try again.",
    });
  });

  test.each<[string, Tag[]]>([
    ["a reserved key", [{ key: "AWS:mine", value: "x" }]],
    ["a reserved value", [{ key: "mine", value: "aws:x" }]],
    ["no key", [{ value: "x" }]],
    ["a key that is too long", [{ key: "k".repeat(129) }]],
    ["a value that is too long", [{ key: "k", value: "v".repeat(257) }]],
    ["a character that tags haven't", [{ key: "k", value: "a;b" }]],
    ["a key twice", [...TAGS, { key: "team", value: "x" }]],
    ["more than fifty", Array.from({ length: 51 }, (_, index) => ({ key: `k${index}`, value: "" }))],
  ])("%s, wherever tags are given", async (_what, tags) => {
    const refused = { name: "InvalidParameterException", status: 400 };
    expect(await tag(`${ARN}:cluster/tagged`, tags)).toMatchObject(refused);
    const cluster = client.send(new CreateClusterCommand({ clusterName: "other", tags }));
    expect(await refusalOf(cluster)).toMatchObject(refused);
    const task = client.send(new RunTaskCommand({ taskDefinition: "web", tags }));
    expect(await refusalOf(task)).toMatchObject(refused);
  });

  test("a tag that would be the fifty-first", async () => {
    const tags = Array.from({ length: 50 }, (_, index) => ({ key: `k${index}`, value: "" }));
    expect(await tag(`${ARN}:cluster/tagged`, tags)).toMatchObject({ name: "InvalidParameterException" });
  });
});
