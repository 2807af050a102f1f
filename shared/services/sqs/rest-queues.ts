import { z } from "zod";
import { type RestApi, type RestRequest, type Route, route } from "../service.ts";
import { createQueue } from "./operations/create-queue.ts";
import { deleteQueue } from "./operations/delete-queue.ts";
import { describeQueues } from "./operations/describe-queues.ts";
import { purgeQueue } from "./operations/purge-queue.ts";
import { setQueueAttributes } from "./operations/set-queue-attributes.ts";
import { tagQueue } from "./operations/tag-queue.ts";
import { untagQueue } from "./operations/untag-queue.ts";
import { urlOf } from "./rest-mapping.ts";
import { fromQueue, toAttributes } from "./rest-queue-mapping.ts";
import * as schemas from "./rest-queue-schemas.ts";

const params = z.strictObject({ queue: z.string() });

export const queueRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/v1/queues",
    id: "listQueues",
    summary: "List queues with their counts",
    query: schemas.listQuery,
    allRegions: true,
    response: {
      status: 200,
      description: "A page of queues",
      schema: z.strictObject({ queues: z.array(schemas.queue), nextToken: z.string().optional() }),
    },
    async handle(request, api) {
      const { prefix, limit, nextToken } = request.query;
      const page = await api.call(describeQueues, { QueueNamePrefix: prefix, MaxResults: limit, NextToken: nextToken });
      const queues = page.Queues.map(({ queue, counts }) => fromQueue(queue, counts, request));
      return { status: 200, json: { queues, ...(page.NextToken ? { nextToken: page.NextToken } : {}) } };
    },
  }),
  route({
    method: "POST",
    path: "/v1/queues",
    id: "createQueue",
    summary: "Create a queue: standard, or FIFO",
    body: schemas.newQueue,
    response: { status: 201, description: "The queue", schema: schemas.queue },
    async handle(request, api) {
      const { name, fifo = name.endsWith(".fifo"), tags, ...settings } = request.body;
      const kind = fifo ? { FifoQueue: "true" } : {};
      const Attributes = { ...kind, ...toAttributes(settings, request) };
      await api.call(createQueue, { QueueName: name, Attributes, ...(tags ? { tags } : {}) });
      return { status: 201, json: await describeOne(name, request, api) };
    },
  }),
  route({
    method: "GET",
    path: "/v1/queues/{queue}",
    id: "getQueue",
    summary: "Show a queue: settings and counts",
    params,
    response: { status: 200, description: "The queue", schema: schemas.queue },
    async handle(request, api) {
      return { status: 200, json: await describeOne(request.params.queue, request, api) };
    },
  }),
  route({
    method: "PATCH",
    path: "/v1/queues/{queue}",
    id: "updateQueue",
    summary: "Change a queue's settings",
    params,
    body: schemas.queueChange,
    response: { status: 200, description: "The queue as it is now", schema: schemas.queue },
    async handle(request, api) {
      const { queue } = request.params;
      const { tags, ...settings } = request.body;
      const QueueUrl = urlOf(queue, request);
      const Attributes = toAttributes(settings, request);
      if (Object.keys(Attributes).length > 0 || !tags) await api.call(setQueueAttributes, { QueueUrl, Attributes });
      if (tags) await changeTags(QueueUrl, tags, api);
      return { status: 200, json: await describeOne(queue, request, api) };
    },
  }),
  route({
    method: "DELETE",
    path: "/v1/queues/{queue}",
    id: "deleteQueue",
    summary: "Delete a queue and its messages",
    params,
    response: { status: 204, description: "Gone" },
    async handle(request, api) {
      await api.call(deleteQueue, { QueueUrl: urlOf(request.params.queue, request) });
      return { status: 204 };
    },
  }),
  route({
    method: "POST",
    path: "/v1/queues/{queue}/purge",
    id: "purgeQueue",
    summary: "Remove every message",
    params,
    response: { status: 204, description: "The queue is empty" },
    async handle(request, api) {
      await api.call(purgeQueue, { QueueUrl: urlOf(request.params.queue, request) });
      return { status: 204 };
    },
  }),
];

async function changeTags(QueueUrl: string, tags: Readonly<Record<string, string | null>>, api: RestApi) {
  const entries = Object.entries(tags);
  const Tags = Object.fromEntries(entries.flatMap(([key, value]) => (value === null ? [] : [[key, value]])));
  const TagKeys = entries.flatMap(([key, value]) => (value === null ? [key] : []));
  if (Object.keys(Tags).length > 0) await api.call(tagQueue, { QueueUrl, Tags });
  if (TagKeys.length > 0) await api.call(untagQueue, { QueueUrl, TagKeys });
}

async function describeOne(
  name: string,
  request: Pick<RestRequest<unknown, unknown, unknown>, "account" | "region" | "baseUrl">,
  api: RestApi,
) {
  const { Queues } = await api.call(describeQueues, { QueueUrl: urlOf(name, request) });
  return Queues.map(({ queue, counts }) => fromQueue(queue, counts, request))[0];
}
