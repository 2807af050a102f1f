import type { Operations } from "../../api/operations.ts";
import { type Owner, orExample, type Settings, type SettingsKind } from "./kind.ts";

type Body<K extends keyof Operations> = Operations[K]["body"];

const at = ({ name, region }: Owner) => ({ path: { bucket: name }, query: { region } });
const isEmpty = (settings: Settings) => Object.keys(settings).length === 0;
const hasNoRules = ({ rules }: Settings) => !Array.isArray(rules) || rules.length === 0;

const policy: SettingsKind = {
  read: (client, owner) =>
    orExample(
      client.call("getBucketPolicy", at(owner)).then((stored) => stored.policy),
      examplePolicy(owner.name),
    ),
  write: (client, owner, settings) =>
    isEmpty(settings)
      ? client.call("deleteBucketPolicy", at(owner))
      : client.call("putBucketPolicy", { ...at(owner), body: { policy: settings } }),
};

/** Another account may read: what buckets are shared by. */
function examplePolicy(bucket: string): Settings {
  const statement = {
    Effect: "Allow",
    Principal: { AWS: "111122223333" },
    Action: "s3:GetObject",
    Resource: `arn:aws:s3:::${bucket}/*`,
  };
  return { Version: "2012-10-17", Statement: [statement] };
}

const cors: SettingsKind = {
  read: (client, owner) =>
    orExample(client.call("getBucketCors", at(owner)), {
      rules: [{ allowedOrigins: ["http://localhost:3000"], allowedMethods: ["GET", "PUT"], allowedHeaders: ["*"] }],
    }),
  write: (client, owner, settings) =>
    hasNoRules(settings)
      ? client.call("deleteBucketCors", at(owner))
      : client.call("putBucketCors", { ...at(owner), body: settings as Body<"putBucketCors"> }),
};

const lifecycle: SettingsKind = {
  read: (client, owner) =>
    orExample(client.call("getBucketLifecycle", at(owner)), {
      rules: [{ id: "old-logs", enabled: true, prefix: "logs/", expireAfterDays: 30 }],
    }),
  write: (client, owner, settings) =>
    hasNoRules(settings)
      ? client.call("deleteBucketLifecycle", at(owner))
      : client.call("putBucketLifecycle", { ...at(owner), body: settings as Body<"putBucketLifecycle"> }),
};

const replication: SettingsKind = {
  read: (client, owner) =>
    orExample(client.call("getBucketReplication", at(owner)), {
      rules: [{ enabled: true, prefix: "photos/", destination: "copies", deleteMarkers: true, notifyFailures: false }],
    }),
  write: (client, owner, settings) =>
    hasNoRules(settings)
      ? client.call("deleteBucketReplication", at(owner))
      : client.call("putBucketReplication", { ...at(owner), body: settings as Body<"putBucketReplication"> }),
};

const notifications: SettingsKind = {
  read: (client, owner) => client.call("getBucketNotifications", at(owner)),
  write: (client, owner, settings) => client.call("putBucketNotifications", { ...at(owner), body: settings }),
};

const tags: SettingsKind = {
  read: (client, owner) =>
    orExample(
      client.call("getBucketTags", at(owner)).then((stored) => stored.tags),
      {},
    ),
  write: (client, owner, settings) =>
    isEmpty(settings)
      ? client.call("deleteBucketTags", at(owner))
      : client.call("putBucketTags", { ...at(owner), body: { tags: settings as Record<string, string> } }),
};

const publicAccess: SettingsKind = {
  read: (client, owner) =>
    orExample(client.call("getBucketPublicAccess", at(owner)), {
      blockPublicAcls: false,
      ignorePublicAcls: false,
      blockPublicPolicy: false,
      restrictPublicBuckets: false,
    }),
  write: (client, owner, settings) =>
    client.call("putBucketPublicAccess", { ...at(owner), body: settings as Body<"putBucketPublicAccess"> }),
};

export const bucketKinds = { policy, cors, lifecycle, replication, notifications, tags, "public-access": publicAccess };
