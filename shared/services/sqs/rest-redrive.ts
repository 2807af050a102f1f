import { z } from "zod";
import { type Route, route } from "../service.ts";
import { redriveNotRunning } from "./errors.ts";
import { MAX_MOVE_TASKS } from "./limits.ts";
import { cancelMessageMoveTask } from "./operations/cancel-message-move-task.ts";
import { listDeadLetterSourceQueues } from "./operations/list-dead-letter-source-queues.ts";
import { listMessageMoveTasks } from "./operations/list-message-move-tasks.ts";
import { startMessageMoveTask } from "./operations/start-message-move-task.ts";
import { arnOf, urlOf } from "./rest-mapping.ts";
import { fromMoveTask } from "./rest-queue-mapping.ts";
import * as schemas from "./rest-queue-schemas.ts";

const params = z.strictObject({ queue: z.string() });

export const redriveRoutes: readonly Route[] = [
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
      const { destination, messagesPerSecond } = request.body ?? {};
      const { TaskHandle = "" } = await api.call(startMessageMoveTask, {
        SourceArn: arnOf(request.params.queue, request),
        ...(destination === undefined ? {} : { DestinationArn: arnOf(destination, request) }),
        ...(messagesPerSecond === undefined ? {} : { MaxNumberOfMessagesPerSecond: messagesPerSecond }),
      });
      return { status: 202, json: { taskHandle: TaskHandle } };
    },
  }),
  route({
    method: "GET",
    path: "/v1/queues/{queue}/redrive",
    id: "listRedrives",
    summary: "Show a dead-letter queue's redrives, the latest first",
    params,
    response: { status: 200, description: "At most ten", schema: schemas.redrives },
    async handle(request, api) {
      const SourceArn = arnOf(request.params.queue, request);
      const { Results = [] } = await api.call(listMessageMoveTasks, { SourceArn, MaxResults: MAX_MOVE_TASKS });
      return { status: 200, json: { redrives: Results.map(fromMoveTask) } };
    },
  }),
  route({
    method: "DELETE",
    path: "/v1/queues/{queue}/redrive",
    id: "cancelRedrive",
    summary: "Cancel the redrive that is under way",
    params,
    response: {
      status: 202,
      description: "It ends; what was moved stays where it is",
      schema: z.strictObject({ moved: z.number().int() }),
    },
    async handle(request, api) {
      const SourceArn = arnOf(request.params.queue, request);
      const { Results: [latest] = [] } = await api.call(listMessageMoveTasks, { SourceArn });
      if (latest?.TaskHandle === undefined) throw redriveNotRunning(request.params.queue);
      const { TaskHandle } = latest;
      const { ApproximateNumberOfMessagesMoved: moved = 0 } = await api.call(cancelMessageMoveTask, { TaskHandle });
      return { status: 202, json: { moved } };
    },
  }),
  route({
    method: "GET",
    path: "/v1/queues/{queue}/sources",
    id: "listDeadLetterSources",
    summary: "List the queues whose dead letters come here",
    params,
    query: schemas.sourcesQuery,
    response: {
      status: 200,
      description: "A page of names",
      schema: z.strictObject({ sources: z.array(z.string()), nextToken: z.string().optional() }),
    },
    async handle(request, api) {
      const { limit, nextToken } = request.query;
      const { queueUrls = [], NextToken } = await api.call(listDeadLetterSourceQueues, {
        QueueUrl: urlOf(request.params.queue, request),
        MaxResults: limit,
        NextToken: nextToken,
      });
      const sources = queueUrls.map((url) => url.split("/").at(-1) ?? "");
      return { status: 200, json: { sources, ...(NextToken ? { nextToken: NextToken } : {}) } };
    },
  }),
];
