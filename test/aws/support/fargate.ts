import type { FargateSettings } from "../../../shared/adapters/ecs/settings.ts";

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
  };
}
