import type { FilterRule, NotificationConfiguration, QueueConfiguration } from "@aws-sdk/client-s3";
import type { z } from "zod";
import { arn, isArn } from "../../core/arn.ts";
import { type RestApi, type Route, route } from "../service.ts";
import type { Bucket } from "./model.ts";
import { describeBucket } from "./operations/describe-bucket.ts";
import { getBucketNotificationConfiguration } from "./operations/get-bucket-notification-configuration.ts";
import { putBucketNotificationConfiguration } from "./operations/put-bucket-notification-configuration.ts";
import * as schemas from "./rest-schemas.ts";

type Notifications = z.output<typeof schemas.notifications>;
type Rule = Omit<Notifications["queues"][number], "queue">;

export const notificationRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/v1/buckets/{bucket}/notifications",
    id: "getBucketNotifications",
    summary: "Show whom a bucket tells of new and deleted objects",
    params: schemas.bucketParams,
    response: { status: 200, description: "Its rules", schema: schemas.notifications },
    async handle({ params }, api) {
      return { status: 200, json: await readRules(params.bucket, api) };
    },
  }),
  route({
    method: "PUT",
    path: "/v1/buckets/{bucket}/notifications",
    id: "putBucketNotifications",
    summary: "Have a bucket tell queues and topics of new and deleted objects",
    params: schemas.bucketParams,
    body: schemas.notifications,
    response: {
      status: 200,
      description: "Its rules now: these replace all that it had",
      schema: schemas.notifications,
    },
    async handle({ params, body }, api) {
      const bucket = await api.call(describeBucket, { Bucket: params.bucket });
      await api.call(putBucketNotificationConfiguration, {
        Bucket: params.bucket,
        NotificationConfiguration: toConfiguration(body, bucket),
      });
      return { status: 200, json: await readRules(params.bucket, api) };
    },
  }),
];

async function readRules(bucket: string, api: RestApi): Promise<Notifications> {
  const { QueueConfigurations = [], TopicConfigurations = [] } = await api.call(getBucketNotificationConfiguration, {
    Bucket: bucket,
  });
  return {
    queues: QueueConfigurations.map((rule) => ({ queue: rule.QueueArn ?? "", ...fromRule(rule) })),
    topics: TopicConfigurations.map((rule) => ({ topic: rule.TopicArn ?? "", ...fromRule(rule) })),
  };
}

function toConfiguration({ queues, topics }: Notifications, bucket: Bucket): NotificationConfiguration {
  return {
    QueueConfigurations: queues.map((rule) => ({ QueueArn: arnOf("sqs", rule.queue, bucket), ...toRule(rule) })),
    TopicConfigurations: topics.map((rule) => ({ TopicArn: arnOf("sns", rule.topic, bucket), ...toRule(rule) })),
  };
}

/** A destination named by an ARN, or by its name where the bucket is: S3 tells only destinations in its own region. */
function arnOf(service: "sqs" | "sns", nameOrArn: string, { account, region }: Bucket): string {
  if (isArn(nameOrArn) || nameOrArn.startsWith("arn:")) return nameOrArn;
  return arn({ service, region, account, resource: nameOrArn });
}

function toRule({ id, events, prefix, suffix }: Rule): Omit<QueueConfiguration, "QueueArn"> {
  const FilterRules: FilterRule[] = [];
  if (prefix !== undefined) FilterRules.push({ Name: "prefix", Value: prefix });
  if (suffix !== undefined) FilterRules.push({ Name: "suffix", Value: suffix });
  // The operation checks which events there are.
  const Events = events as NonNullable<QueueConfiguration["Events"]>;
  return { Id: id, Events, ...(FilterRules.length > 0 ? { Filter: { Key: { FilterRules } } } : {}) };
}

function fromRule({ Id, Events = [], Filter }: Omit<QueueConfiguration, "QueueArn">): Rule {
  const rules = Filter?.Key?.FilterRules ?? [];
  const value = (name: string) => rules.find((rule) => rule.Name?.toLowerCase() === name)?.Value;
  const prefix = value("prefix");
  const suffix = value("suffix");
  return {
    ...(Id === undefined ? {} : { id: Id }),
    events: [...Events],
    ...(prefix === undefined ? {} : { prefix }),
    ...(suffix === undefined ? {} : { suffix }),
  };
}
