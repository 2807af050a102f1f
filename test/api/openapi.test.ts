import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { VERSION } from "../../functions/version.ts";
import { openApiDocument } from "../../shared/rest/openapi.ts";
import { services } from "../../shared/services/index.ts";
import { startTestServer } from "./support/server.ts";

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly $ref?: string;
}

interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: unknown }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { schema: unknown }>> }>>;
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const routes = services.flatMap((service) => service.routes);
const document = openApiDocument(routes, { version: VERSION }) as unknown as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, path, method, operation })),
);

describe("the checked-in document", () => {
  it("is what the schemas say: run npm run generate when this fails", () => {
    const file = join(import.meta.dirname, "..", "..", "shared", "rest", "openapi.json");
    expect(`${JSON.stringify(document, undefined, 2)}\n`).toBe(readFileSync(file, "utf8"));
  });
});

describe("the served document", () => {
  let served: unknown;
  beforeAll(async () => {
    await using server = await startTestServer();
    served = (await server.api.get("/v1/openapi.json")).body;
  });

  it("is the same", () => {
    expect(served).toEqual(JSON.parse(JSON.stringify(document)));
  });
});

describe("the document", () => {
  it("is OpenAPI 3.1 and has every route", () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(operations.length).toBe(routes.length);
  });

  it("names every operation once, with a tag and a summary", () => {
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
    const poor = operations.filter(
      ({ operation: { operationId, tags, summary } }) => !/^[a-z][A-Za-z]+$/.test(operationId) || !tags[0] || !summary,
    );
    expect(poor.map(({ name }) => name)).toEqual([]);
  });

  it("refers to nothing that is not there", () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? "");
    const missing = references.filter((path) => path.split("/").reduce<unknown>(member, document) === undefined);
    expect(missing).toEqual([]);
    expect(references.length).toBeGreaterThan(0);
  });

  it("declares every parameter of a path, and the region", () => {
    const faults = operations.flatMap(({ name, path, operation: { parameters } }) => {
      const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map(([, parameter]) => parameter);
      const declared = parameters.filter((parameter) => parameter.in === "path").map((parameter) => parameter.name);
      const region = parameters.some(({ $ref }) => $ref?.startsWith("#/components/parameters/region"));
      return JSON.stringify(inPath) === JSON.stringify(declared) && region ? [] : [name];
    });
    expect(faults).toEqual([]);
  });

  it("offers an Idempotency-Key on every POST, and only there", () => {
    const key = ({ operation }: (typeof operations)[number]) =>
      operation.parameters.some(({ $ref }) => $ref === "#/components/parameters/idempotencyKey");
    expect(operations.filter(key).map(({ name }) => name)).toEqual(
      operations.filter(({ method }) => method === "post").map(({ name }) => name),
    );
  });

  it("shows the problem document for everything that can go wrong", () => {
    const responses = operations.map(({ operation }) => operation.responses.default);
    expect(new Set(responses.map((response) => JSON.stringify(response)))).toEqual(
      new Set(['{"$ref":"#/components/responses/Problem"}']),
    );
  });

  it("refuses unknown members of every body", () => {
    const lenient = operations.flatMap(({ name, operation }) =>
      openObjects(operation.requestBody?.content["application/json"]?.schema).map((path) => `${name}: ${path}`),
    );
    expect(lenient).toEqual([]);
  });
});

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** Where a schema has an object with named members that lets others pass. */
function openObjects(schema: unknown, path = ""): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const lets = "properties" in schema && !("additionalProperties" in schema) ? [path || "the body"] : [];
  return [...lets, ...Object.entries(schema).flatMap(([name, child]) => openObjects(child, `${path}/${name}`))];
}
