import type { Resource } from "./node.ts";

/** The ARN of what has one. */
export function arnOf(resource: Resource): string | undefined {
  switch (resource.kind) {
    case "queue":
      return resource.queue.arn;
    case "topic":
      return resource.topic.arn;
    case "subscription":
    case "pendingSubscription":
      return resource.subscription.arn;
    case "bucket":
      return resource.bucket.arn;
    case "object":
      return `${resource.bucket.arn}/${resource.object.key}`;
    case "service":
      return resource.service.arn;
    case "task":
      return resource.task.arn;
    default:
      return undefined;
  }
}
