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

  test("lets headers through whose names have an underscore, as objects' metadata may", () => {
    const [loadBalancer] = ofType("AWS::ElasticLoadBalancingV2::LoadBalancer");
    const Key = "routing.http.drop_invalid_header_fields.enabled";
    expect(loadBalancer?.Properties.LoadBalancerAttributes).toContainEqual({ Key, Value: "false" });
  });

  test("gives every function a role of its own that may not do everything to anything", () => {
    const roles = ofType("AWS::Lambda::Function").map(({ Properties }) => JSON.stringify(Properties.Role));
    expect(new Set(roles).size).toBe(roles.length);
    for (const { Action, Resource, Condition } of statements()) {
      expect([Action].flat().filter((action) => action.includes("*"))).toEqual([]);
      // ECS binds listing to a cluster by a condition, and registering to nothing at all.
      if (Resource === "*") expect([Action, Condition === undefined]).toEqual(expect.toSatisfy(isUnbound));
    }
  });

  test("lets functions run tasks of its own families in its own cluster, with the one role that has no more than logs", () => {
    const running = statements().filter(({ Action }) => [Action].flat().includes("ecs:RunTask"));
    expect(running).toHaveLength(3);
    for (const { Resource, Condition } of running) {
      expect(JSON.stringify(Resource)).toMatch(/task-definition\/\$\{AWS::StackName\}-task-\*:\*/);
      expect(Condition).toEqual({ ArnEquals: { "ecs:cluster": { "Fn::GetAtt": ["TaskCluster", "Arn"] } } });
    }
    const passing = statements().filter(({ Action }) => [Action].flat().includes("iam:PassRole"));
    const executionRole = { "Fn::GetAtt": ["TaskExecutionRole", "Arn"] };
    expect(passing.map(({ Resource }) => Resource)).toEqual(Array(3).fill(executionRole));
  });

  test("tells the sweep of tasks that run or have stopped, by the name that the runtime gave them", () => {
    const rule = ofType("AWS::Events::Rule").find(({ Properties }) => Properties.EventPattern !== undefined);
    expect(rule?.Properties.EventPattern).toEqual({
      source: ["aws.ecs"],
      "detail-type": ["ECS Task State Change"],
      detail: { clusterArn: [{ "Fn::GetAtt": ["TaskCluster", "Arn"] }], lastStatus: ["RUNNING", "STOPPED"] },
    });
    const targets = rule?.Properties.Targets as { readonly InputTransformer?: unknown }[] | undefined;
    expect(targets?.[0]?.InputTransformer).toEqual({
      InputPathsMap: { startedBy: "$.detail.startedBy" },
      InputTemplate: '{"sweep":"task","startedBy":<startedBy>}',
    });
  });
});

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

function statements(): readonly Statement[] {
  return ofType("AWS::IAM::Role").flatMap(({ Properties }) =>
    (Properties.Policies as { PolicyDocument: { Statement: Statement[] } }[]).flatMap(
      ({ PolicyDocument }) => PolicyDocument.Statement,
    ),
  );
}

function isUnbound([action, unconditional]: [readonly string[], boolean]): boolean {
  return unconditional ? action.join() === "ecs:RegisterTaskDefinition" : action.join() === "ecs:ListTasks";
}
