import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { tableDefinition } from "../../shared/adapters/dynamodb/tables.ts";

interface Template {
  readonly Resources: Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }>;
}

/** What `npm run package` wrote. */
const file = resolve(import.meta.dirname, "../../.serverless/cloudformation-template-update-stack.json");
const { Resources } = JSON.parse(readFileSync(file, "utf8")) as Template;
const ofType = (type: string) => Object.values(Resources).filter(({ Type }) => Type === type);

describe("the template", () => {
  test.each([
    ["plain", "PlainTable"],
    ["timed", "TimedTable"],
  ] as const)("has the %s table that the adapter is written for", (table, name) => {
    const { TableName: _, ...definition } = tableDefinition(table, "");
    expect(Resources[name]?.Properties).toEqual(definition);
  });

  test("has rules of at most five condition values, each with a priority of its own", () => {
    const rules = ofType("AWS::ElasticLoadBalancingV2::ListenerRule");
    expect(rules.length).toBeGreaterThan(5);
    for (const { Properties } of rules) {
      const values = (Properties.Conditions as { Values: string[] }[]).flatMap(({ Values }) => Values);
      expect(values.length).toBeLessThanOrEqual(5);
    }
    expect(new Set(rules.map(({ Properties }) => Properties.Priority)).size).toBe(rules.length);
  });

  test("gives every function a role of its own that may not do everything to anything", () => {
    const roles = ofType("AWS::Lambda::Function").map(({ Properties }) => JSON.stringify(Properties.Role));
    expect(new Set(roles).size).toBe(roles.length);
    for (const { Properties } of ofType("AWS::IAM::Role")) {
      expect(JSON.stringify(Properties)).not.toMatch(/"Action":"?\[?"[a-z0-9]*:?\*"|"Resource":"\*"/);
    }
  });
});
