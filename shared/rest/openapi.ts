import { z } from "zod";
import { DEFAULT_REGION } from "../core/context.ts";
import { type JsonSchema, SchemaBook } from "./json-schema.ts";
import { PROBLEM_TYPE } from "./problem.ts";
import { REGION_PATTERN } from "./region.ts";
import type { Route } from "./route.ts";
import { parameterOf } from "./router.ts";

const DESCRIPTION =
  "A playground for AWS on your own machine: queues, topics, buckets and Fargate tasks. " +
  "Instants are ISO 8601 in UTC in members that end in At; durations carry their unit; cpu is in CPU units " +
  "(1024 is one vCPU) and memory in MiB. Lists take limit and nextToken. Errors are RFC 9457 problem details. " +
  "Unknown members are refused. Every answer carries x-request-id and x-amzn-trace-id.";

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string().meta({ description: "AWS's error code, or Skyground's where no service was asked." }),
  detail: z.string().meta({ description: "What happened, what to do next." }),
  docs: z.string().optional().meta({ description: "Where the term behind it is explained." }),
  issues: z
    .array(z.object({ in: z.enum(["path", "query", "body"]), path: z.string(), message: z.string() }))
    .optional()
    .meta({ description: "Everything that is wrong with the request, for the code ValidationError." }),
  suggestions: z.array(z.string()).optional().meta({ description: "Routes like the one that was asked for." }),
  traceId: z.string(),
  requestId: z.string(),
});

/** OpenAPI 3.1 of the whole API, from the schemas that validate. https://spec.openapis.org/oas/v3.1.1.html */
export function openApiDocument(routes: readonly Route[], { version }: { readonly version: string }): JsonSchema {
  const book = new SchemaBook();
  const problem = { ...book.render(problemSchema, "output"), additionalProperties: true };
  const paths: Record<string, JsonSchema> = {};
  for (const route of [...routes].sort(byPathAndMethod)) {
    const path = route.path.replace("...}", "}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route, book) };
  }
  return {
    openapi: "3.1.1",
    info: { title: "Skyground", version, description: DESCRIPTION, license: { name: "MIT", identifier: "MIT" } },
    servers: [{ url: "http://127.0.0.1:4566", description: "npm start" }],
    security: [{}, { apiKey: [] }],
    tags: [...new Set(routes.map(tagOf))].sort().map((name) => ({ name })),
    paths,
    components: {
      schemas: { ...sorted(book.components), Problem: problem },
      parameters: { region: regionParameter(false), regions: regionParameter(true), idempotencyKey },
      responses: {
        Problem: {
          description: "What was wrong, as problem details (RFC 9457).",
          content: { [PROBLEM_TYPE]: { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "Asked for when the server was started with a key." },
      },
    },
  };
}

const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  description:
    "The same key with the same request within 24 hours gets the same answer and changes nothing. With another request it is refused with 422.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
};

function regionParameter(all: boolean): JsonSchema {
  const region = { type: "string", pattern: REGION_PATTERN.source };
  const schema = all ? { anyOf: [region, { const: "*" }] } : region;
  const description = all ? "The AWS region to list, * for all." : "The AWS region that the resource is in.";
  return { name: "region", in: "query", description, schema: { ...schema, default: DEFAULT_REGION } };
}

function byPathAndMethod(left: Route, right: Route): number {
  const [a, b] = [`${left.path} ${left.method}`, `${right.path} ${right.method}`];
  return a < b ? -1 : Number(a > b);
}

/** The resource: the first segment behind /v1. */
function tagOf(route: Route): string {
  return (route.path.split("/")[2] ?? "").replace(".json", "");
}

function describeRoute(route: Route, book: SchemaBook): JsonSchema {
  return {
    operationId: route.id,
    tags: [tagOf(route)],
    summary: route.summary,
    parameters: [
      ...pathParameters(route, book),
      ...queryParameters(route, book),
      { $ref: `#/components/parameters/${route.allRegions ? "regions" : "region"}` },
      ...(route.method === "POST" ? [{ $ref: "#/components/parameters/idempotencyKey" }] : []),
    ],
    ...requestBody(route, book),
    responses: {
      [route.response.status]: response(route, book),
      default: { $ref: "#/components/responses/Problem" },
    },
  };
}

function pathParameters(route: Route, book: SchemaBook): JsonSchema[] {
  const properties = route.params ? propertiesOf(book.render(route.params, "input")).properties : {};
  return route.path.split("/").flatMap((segment) => {
    const parameter = parameterOf(segment);
    if (!parameter) return [];
    const rest = parameter.rest ? { description: "The rest of the path: slashes in it count." } : {};
    return [{ name: parameter.name, in: "path", required: true, ...rest, ...split(properties[parameter.name] ?? {}) }];
  });
}

function queryParameters(route: Route, book: SchemaBook): JsonSchema[] {
  if (!route.query) return [];
  const { properties, required } = propertiesOf(book.render(route.query, "input"));
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    ...(required.includes(name) ? { required: true } : {}),
    ...split(schema),
  }));
}

function propertiesOf(schema: JsonSchema): {
  properties: Record<string, JsonSchema>;
  required: readonly string[];
} {
  const { properties = {}, required = [] } = schema as {
    properties?: Record<string, JsonSchema>;
    required?: readonly string[];
  };
  return { properties, required };
}

/** A parameter's description stands beside its schema. */
function split({ description, ...schema }: JsonSchema): JsonSchema {
  const typed = Object.keys(schema).length > 0 ? schema : { type: "string" };
  return { ...(description === undefined ? {} : { description }), schema: typed };
}

function requestBody(route: Route, book: SchemaBook): JsonSchema {
  if (!route.body) return {};
  if (route.body === "bytes") {
    return { requestBody: { required: false, content: { "*/*": { schema: { type: "string", format: "binary" } } } } };
  }
  const schema = book.render(route.body, "input");
  return { requestBody: { required: route.bodyOptional !== true, content: { "application/json": { schema } } } };
}

function response({ response: { description, schema } }: Route, book: SchemaBook): JsonSchema {
  if (!schema) return { description };
  if (schema === "bytes") {
    return { description, content: { "*/*": { schema: { type: "string", format: "binary" } } } };
  }
  return { description, content: { "application/json": { schema: book.render(schema, "output") } } };
}

function sorted(components: Record<string, JsonSchema>): Record<string, JsonSchema> {
  return Object.fromEntries(Object.entries(components).sort(([left], [right]) => (left < right ? -1 : 1)));
}
