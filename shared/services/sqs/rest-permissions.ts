import { z } from "zod";
import { type Route, route } from "../service.ts";
import { addPermission } from "./operations/add-permission.ts";
import { removePermission } from "./operations/remove-permission.ts";
import { urlOf } from "./rest-mapping.ts";
import * as schemas from "./rest-queue-schemas.ts";

export const permissionRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/v1/queues/{queue}/permissions",
    id: "addQueuePermission",
    summary: "Let other accounts use a queue",
    params: z.strictObject({ queue: z.string() }),
    body: schemas.permission,
    response: { status: 204, description: "The queue's policy has one more statement" },
    async handle(request, api) {
      const { label, accounts, actions } = request.body;
      await api.call(addPermission, {
        QueueUrl: urlOf(request.params.queue, request),
        Label: label,
        AWSAccountIds: accounts,
        Actions: actions,
      });
      return { status: 204 };
    },
  }),
  route({
    method: "DELETE",
    path: "/v1/queues/{queue}/permissions/{label}",
    id: "removeQueuePermission",
    summary: "Take a permission away",
    params: z.strictObject({ queue: z.string(), label: z.string() }),
    response: { status: 204, description: "The queue's policy has one statement less" },
    async handle(request, api) {
      const { queue, label } = request.params;
      await api.call(removePermission, { QueueUrl: urlOf(queue, request), Label: label });
      return { status: 204 };
    },
  }),
];
