import {
  CreateClusterCommand,
  DeleteAccountSettingCommand,
  ECSClient,
  ListAccountSettingsCommand,
  type ListAccountSettingsRequest,
  PutAccountSettingCommand,
  PutAccountSettingDefaultCommand,
  type SettingName,
} from "@aws-sdk/client-ecs";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { beforeAll, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";

/* ECS's account settings, by AWS's own client: of the account, and of one of its roles. */

const ROOT = "arn:aws:iam::000000000000:root";

const server = sharedServer();
const client = new ECSClient(clientOptions(server));
let role: ECSClient;
beforeAll(async () => {
  const sts = new STSClient(clientOptions(server));
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: "arn:aws:iam::000000000000:role/deployer", RoleSessionName: "ada" }),
  );
  sts.destroy();
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
  role = new ECSClient({
    ...clientOptions(server),
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
  });
});

const list = async (request: ListAccountSettingsRequest = {}, as = client) =>
  (await as.send(new ListAccountSettingsCommand(request))).settings;
const put = (name: SettingName, value: string, as = client) => as.send(new PutAccountSettingCommand({ name, value }));
const insights = async (clusterName: string, as = client) =>
  (await as.send(new CreateClusterCommand({ clusterName }))).cluster?.settings;

test("nothing is set at first, and everything has a value", async () => {
  expect(await list()).toEqual([]);
  expect(await list({ name: "serviceLongArnFormat", effectiveSettings: true })).toEqual([
    { name: "serviceLongArnFormat", value: "enabled", principalArn: ROOT, type: "user" },
  ]);
  const first = await client.send(new ListAccountSettingsCommand({ effectiveSettings: true }));
  expect(first.settings).toHaveLength(10);
  const { nextToken } = first;
  const rest = await client.send(new ListAccountSettingsCommand({ effectiveSettings: true, nextToken }));
  expect(rest.settings?.length).toBeGreaterThan(0);
  expect(rest.nextToken).toBeUndefined();
});

test("the account's setting holds for everybody who has none of his own", async () => {
  const { setting } = await client.send(
    new PutAccountSettingDefaultCommand({ name: "containerInsights", value: "enabled" }),
  );
  expect(setting).toEqual({ name: "containerInsights", value: "enabled", principalArn: ROOT, type: "user" });
  expect(await insights("by-default")).toEqual([{ name: "containerInsights", value: "enabled" }]);
  const own = await put("containerInsights", "enhanced", role);
  expect(own.setting?.principalArn).toBe("arn:aws:iam::000000000000:role/deployer");
  expect(await insights("by-role", role)).toEqual([{ name: "containerInsights", value: "enhanced" }]);
  expect(await list({ value: "enabled", name: "containerInsights" })).toHaveLength(1);
  expect(await list({}, role)).toEqual([own.setting]);
  await role.send(new DeleteAccountSettingCommand({ name: "containerInsights" }));
  expect(await list({}, role)).toEqual([]);
  expect(await list({ name: "containerInsights", effectiveSettings: true }, role)).toMatchObject([
    { value: "enabled" },
  ]);
  await client.send(new DeleteAccountSettingCommand({ name: "containerInsights" }));
  expect(await insights("by-nobody")).toEqual([{ name: "containerInsights", value: "disabled" }]);
});

test.each<[SettingName, string]>([
  ["containerInsights", "maybe"],
  ["fargateTaskRetirementWaitPeriod", "3"],
  ["guardDutyActivate", "on"],
  ["moon" as SettingName, "enabled"],
])("%s can't be set to %s", async (name, value) => {
  expect(await refusalOf(put(name, value))).toMatchObject({ name: "InvalidParameterException", status: 400 });
});

test("others' settings are the account's to set, and another account's nobody's", async () => {
  const settingOf = (principalArn: string, as: ECSClient) =>
    as.send(new PutAccountSettingCommand({ name: "awsvpcTrunking", value: "enabled", principalArn }));
  const { setting } = await settingOf("arn:aws:iam::000000000000:user/bob", client);
  expect(setting?.principalArn).toBe("arn:aws:iam::000000000000:user/bob");
  for (const arn of ["bob", "arn:aws:iam::111111111111:user/bob"])
    expect(await refusalOf(settingOf(arn, client))).toMatchObject({ name: "InvalidParameterException" });
  expect(await refusalOf(settingOf("arn:aws:iam::000000000000:user/bob", role))).toMatchObject({
    name: "AccessDeniedException",
  });
});
