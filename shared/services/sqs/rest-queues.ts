import { z } from "zod";
import { type RestApi, type RestRequest, type Route, route } from "../service.ts";
import { unsupported } from "./errors.ts";
import { createQueue } from "./operations/create-queue.ts";
import { deleteQueue } from "./operations/delete-queue.ts";
import { describeQueues } from "./operations/describe-queues.ts";
import { purgeQueue } from "./operations/purge-queue.ts";
import { setQueueAttributes } from "./operations/set-queue-attributes.ts";
import { startMessageMoveTask } from "./operations/start-message-move-task.ts";
import { arnOf, fromQueue, toAttributes, urlOf } from "./rest-mapping.ts";
import * as schemas from "./rest-schemas.ts";

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
    summary: "Create a standard queue",
    body: schemas.newQueue,
    response: { status: 201, description: "The queue", schema: schemas.queue },
    async handle(request, api) {
      const { name, fifo, ...settings } = request.body;
      if (fifo) throw unsupported("FIFO queues are not built yet. Leave `fifo` out for a standard queue.");
      await api.call(createQueue, { QueueName: name, Attributes: toAttributes(settings, request) });
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
      await api.call(setQueueAttributes, {
        QueueUrl: urlOf(queue, request),
        Attributes: toAttributes(request.body, request),
      });
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
  route({
    method: "POST",
    path: "/v1/queues/{queue}/redrive",
    id: "redriveQueue",
    summary: "Send a dead-letter queue's messages back",
    params,
    body: schemas.redrive,
    bodyOptional: true,
    response: {
      status: 202,
      description: "The redrive has begun; its end is an event",
      schema: z.strictObject({ taskHandle: z.string() }),
    },
    async handle(request, api) {
      const destination = request.body?.destination;
      const target = destination === undefined ? {} : { DestinationArn: arnOf(destination, request) };
      const { TaskHandle = "" } = await api.call(startMessageMoveTask, {
        SourceArn: arnOf(request.params.queue, request),
        ...target,
      });
      return { status: 202, json: { taskHandle: TaskHandle } };
    },
  }),
];

async function describeOne(
  name: string,
  request: Pick<RestRequest<unknown, unknown, unknown>, "account" | "region" | "baseUrl">,
  api: RestApi,
) {
  const { Queues } = await api.call(describeQueues, { QueueUrl: urlOf(name, request) });
  return Queues.map(({ queue, counts }) => fromQueue(queue, counts, request))[0];
}
