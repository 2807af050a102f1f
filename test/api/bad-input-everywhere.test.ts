import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { services } from "../../shared/services/index.ts";
import type { Route } from "../../shared/services/service.ts";
import { nastyVariants, type Schema } from "./support/samples.ts";
import { sharedServer } from "./support/shared-server.ts";

const server = sharedServer({ adapters: "lmdb" });
beforeAll(async () => {
  for (const path of ["/v1/queues", "/v1/topics", "/v1/buckets"]) await server.api.post(path, { name: "web" });
  await server.api.post("/v1/task-definitions", { family: "web", image: "skyground/web", cpu: 256, memory: 512 });
  await server.api.post("/v1/services", { name: "web", taskDefinition: "web", desiredCount: 0 });
});

const NASTY_SEGMENTS = [
  "web",
  ".",
  "..",
  "%2e%2e",
  "a%00b",
  "a%0Ab",
  "%F0%9F%98%80",
  "%20",
  "__proto__",
  "toString",
  "a".repeat(2000),
  "arn%3Aaws%3Asqs%3Aus-east-1%3A000000000000%3Aweb",
  "*",
];
const NASTY_TEXTS = [
  "",
  "-1",
  "1e9",
  "NaN",
  "x",
  "%00",
  "%F0%9F%98%80",
  "a".repeat(3000),
  "*",
  "..",
  "__proto__",
  "eyJ9",
];

const routes = services
  .flatMap((service) => service.routes)
  // It takes away what the others work on.
  .filter(({ id }) => id !== "resetPlayground");

/** Wrong answers to whatever a client may send: a bug's 500, or none at all. */
async function wrongAnswer(method: string, path: string, json?: unknown): Promise<string | undefined> {
  const { status } = await (method === "GET" || method === "HEAD"
    ? server.api.send(method, path)
    : server.api.send(method, path, {
        headers: { "content-type": "application/json" },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      }));
  const fine = status < 500 || status === 501;
  return fine ? undefined : `${status} to ${method} ${path.slice(0, 100)} ${JSON.stringify(json)?.slice(0, 200)}`;
}

const filled = (path: string, value: string) => path.replaceAll(/\{[^}]+\}/g, value);
const jsonSchema = (schema: z.ZodType) => z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Schema;

const named = (some: readonly Route[]) => some.map((route) => [`${route.method} ${route.path}`, route] as const);

describe("any name", () => {
  const withNames = routes.filter(({ path }) => path.includes("{"));
  it.each(named(withNames))("breaks nothing: %s", async (_name, { method, path }) => {
    const answers = NASTY_SEGMENTS.map((segment) => wrongAnswer(method, filled(path, segment)));
    expect((await Promise.all(answers)).filter(Boolean)).toEqual([]);
  });
});

describe("any query", () => {
  const withQueries = routes.filter(({ query }) => query);
  it.each(named(withQueries))("breaks nothing: %s", async (_name, { method, path, query }) => {
    const names = Object.keys(jsonSchema(query).properties ?? {}).filter((name) => name !== "waitSeconds");
    const answers = names.flatMap((name) =>
      NASTY_TEXTS.map((text) => wrongAnswer(method, `${filled(path, "web")}?${name}=${text}`)),
    );
    expect((await Promise.all(answers)).filter(Boolean)).toEqual([]);
  });
});

describe("any body", () => {
  const withBodies = routes.filter(({ body }) => typeof body === "object");
  it.each(named(withBodies))("breaks nothing: %s", async (_name, { method, path, body }) => {
    const bodies = [...nastyVariants(jsonSchema(body))];
    const wrong: string[] = [];
    // A few at a time: some of them do something.
    for (let start = 0; start < bodies.length; start += 16) {
      const batch = bodies.slice(start, start + 16).map((nasty) => wrongAnswer(method, filled(path, "web"), nasty));
      for (const answer of await Promise.all(batch)) if (answer) wrong.push(answer);
    }
    expect(wrong).toEqual([]);
  });
});

it("pollutes nothing", () => {
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});
