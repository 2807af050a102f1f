import { describe, expect, test } from "vitest";
import { type ApiDocument, extensionApi, typeOf } from "../../scripts/extension-api.ts";

describe("the types of the extension's API", () => {
  test.each([
    [{ $ref: "#/components/schemas/Queue" }, "Queue"],
    [{ type: "integer" }, "number"],
    [{ enum: ["a", "b"] }, '"a" | "b"'],
    [{ anyOf: [{ type: "string" }, { type: "null" }] }, "string | null"],
    [{ type: "array", items: { anyOf: [{ type: "string" }, { type: "number" }] } }, "readonly (string | number)[]"],
    [
      { type: "object", properties: { a: {}, "b-c": { type: "boolean" } }, required: ["a"] },
      '{ a: unknown; "b-c"?: boolean }',
    ],
    [{ type: "object", additionalProperties: { type: "string" } }, "Readonly<Record<string, string>>"],
  ] as const)("%j is %s", (schema, type) => {
    expect(typeOf(schema)).toBe(type);
  });

  test("say of an operation what it takes and gives", () => {
    const document: ApiDocument = {
      components: { schemas: {}, parameters: { region: { name: "region", in: "query", schema: { type: "string" } } } },
      paths: {
        "/v1/queues/{queue}": {
          get: {
            operationId: "getQueue",
            parameters: [
              { name: "queue", in: "path", required: true, schema: { type: "string" } },
              { $ref: "#/components/parameters/region" },
            ],
            responses: {
              "200": { content: { "application/json": { schema: { type: "string" } } } },
              default: { content: { "application/problem+json": {} } },
            },
          },
        },
      },
    };
    const text = extensionApi(document);
    expect(text).toContain(
      "getQueue: { path: { queue: string }; query: { region?: string }; body: undefined; answer: string };",
    );
    expect(text).toContain('getQueue: ["GET", "/v1/queues/{queue}"],');
  });
});
