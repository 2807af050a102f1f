import { z } from "zod";
import { type Route, route } from "../service.ts";
import { addPermission } from "./operations/add-permission.ts";
import { removePermission } from "./operations/remove-permission.ts";
import { arnOf } from "./rest-mapping.ts";
import * as schemas from "./rest-schemas.ts";

export const permissionRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/v1/topics/{topic}/permissions",
    id: "addTopicPermission",
    summary: "Let other accounts use a topic: adds a statement to its policy",
    params: z.strictObject({ topic: z.string() }),
    body: schemas.newPermission,
    response: { status: 204, description: "They may" },
    async handle(request, api) {
      const { label, accounts, actions } = request.body;
      const TopicArn = arnOf(request.params.topic, request);
      await api.call(addPermission, { TopicArn, Label: label, AWSAccountId: accounts, ActionName: actions });
      return { status: 204 };
    },
  }),
  route({
    method: "DELETE",
    path: "/v1/topics/{topic}/permissions/{label}",
    id: "removeTopicPermission",
    summary: "Take a statement out of a topic's policy; what is not there is out already",
    params: z.strictObject({ topic: z.string(), label: z.string() }),
    response: { status: 204, description: "They may not any more" },
    async handle(request, api) {
      const { topic, label } = request.params;
      await api.call(removePermission, { TopicArn: arnOf(topic, request), Label: label });
      return { status: 204 };
    },
  }),
];
