import { z } from "zod";
import { type Route, route } from "../service.ts";
import { deregisterTaskDefinition } from "./operations/deregister-task-definition.ts";
import { describeTaskDefinition } from "./operations/describe-task-definition.ts";
import { listTaskDefinitions } from "./operations/list-task-definitions.ts";
import { registerTaskDefinition } from "./operations/register-task-definition.ts";
import { withDefinition } from "./rest-containers.ts";
import { fromDefinition, next } from "./rest-mapping.ts";
import * as schemas from "./rest-schemas.ts";

const params = z.strictObject({
  taskDefinition: z.string().describe("A family (its latest ACTIVE revision) or family:revision"),
});

export const definitionRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/v1/task-definitions",
    id: "listTaskDefinitions",
    summary: "List revisions of task definitions",
    query: schemas.definitionListQuery,
    response: { status: 200, description: "A page of task definitions", schema: schemas.definitionPage },
    async handle({ query: { family, status, limit, nextToken } }, api) {
      const page = await api.call(listTaskDefinitions, { familyPrefix: family, status, maxResults: limit, nextToken });
      return { status: 200, json: { taskDefinitions: page.taskDefinitions.map(fromDefinition), ...next(page) } };
    },
  }),
  route({
    method: "POST",
    path: "/v1/task-definitions",
    id: "registerTaskDefinition",
    summary: "Register a task definition: a new revision of its family",
    body: schemas.newDefinition,
    response: { status: 201, description: "The new revision", schema: schemas.definition },
    async handle({ body }, api) {
      const registered = await withDefinition(body, api, async (request) => {
        const { taskDefinition } = await api.call(registerTaskDefinition, request);
        return { output: taskDefinition, kept: true };
      });
      return { status: 201, json: fromDefinition(registered) };
    },
  }),
  route({
    method: "GET",
    path: "/v1/task-definitions/{taskDefinition}",
    id: "getTaskDefinition",
    summary: "Show a task definition",
    params,
    response: { status: 200, description: "The task definition", schema: schemas.definition },
    async handle({ params: { taskDefinition } }, api) {
      const found = await api.call(describeTaskDefinition, { taskDefinition });
      return { status: 200, json: fromDefinition(found.taskDefinition) };
    },
  }),
  route({
    method: "DELETE",
    path: "/v1/task-definitions/{taskDefinition}",
    id: "deregisterTaskDefinition",
    summary: "Deregister a revision: what runs from it goes on, nothing new starts",
    params,
    response: { status: 200, description: "The revision, INACTIVE", schema: schemas.definition },
    async handle({ params: { taskDefinition } }, api) {
      const gone = await api.call(deregisterTaskDefinition, { taskDefinition });
      return { status: 200, json: fromDefinition(gone.taskDefinition) };
    },
  }),
];
