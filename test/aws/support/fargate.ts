import { ECSClient } from "@aws-sdk/client-ecs";
import type { FargateSettings } from "../../../shared/adapters/ecs/settings.ts";
import { startTestServer } from "../../api/support/server.ts";
import { CLIENT } from "./clients.ts";
import { startLogsStandIn } from "./cloudwatch-logs.ts";

/** A deployment's settings, for a server that has no networks and no roles: it takes them and asks for nothing. */
export function fargateSettings(): FargateSettings {
  return {
    cluster: "default",
    familyPrefix: "skyground-test-tasks",
    subnets: ["subnet-0123", "subnet-0456"],
    securityGroups: ["sg-0123"],
    assignPublicIp: true,
    executionRoleArn: "arn:aws:iam::123456789012:role/execution",
    logGroup: "/skyground/test/tasks",
    logRegion: "us-east-1",
    nodeRepository: "public.ecr.aws/docker/library/node",
    images: {},
    maxTasks: 10,
    maxCpu: 512,
  };
}

/**
 * A local Skyground in the place of ECS, with its tasks' output behind CloudWatch's stand-in, and the variables by which deployed
 * functions find both.
 */
export async function startFargate() {
  const server = await startTestServer({ adapters: "lmdb" });
  const logs = await startLogsStandIn(async (stream) => {
    const path = `/v1/tasks/${stream.split("/").at(-1)}/logs?limit=1000`;
    const { status, body } = await server.api.get<{ lines: { at: string; text: string }[] }>(path);
    if (status !== 200) return undefined;
    return body.lines.map(({ at, text }) => ({ timestamp: Date.parse(at), message: text }));
  });
  const settings = fargateSettings();
  const ecs = new ECSClient({ ...CLIENT, endpoint: server.url });
  return {
    ecs,
    environment: {
      AWS_ENDPOINT_URL_ECS: server.url,
      AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: logs.url,
      SKYGROUND_TASK_CLUSTER: settings.cluster,
      SKYGROUND_TASK_FAMILY: settings.familyPrefix,
      SKYGROUND_TASK_SUBNETS: settings.subnets.join(","),
      SKYGROUND_TASK_SECURITY_GROUP: settings.securityGroups.join(","),
      SKYGROUND_TASK_EXECUTION_ROLE: settings.executionRoleArn,
      SKYGROUND_TASK_LOG_GROUP: settings.logGroup,
      SKYGROUND_TASK_NODE_IMAGE: settings.nodeRepository,
      SKYGROUND_TASK_LIMIT: String(settings.maxTasks),
      SKYGROUND_TASK_MAX_CPU: String(settings.maxCpu),
      SKYGROUND_TASK_URL: "http://skyground-1234567890.us-east-1.elb.amazonaws.com",
    },
    async close() {
      ecs.destroy();
      await logs.close();
      await server.close();
    },
  };
}
