import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { patternOf } from "../../../functions/offline/front.ts";
import { REST_FUNCTIONS } from "../../../functions/rest-functions.ts";
import { assert } from "../../../shared/core/errors.ts";
import { services } from "../../../shared/services/index.ts";

/* The local server finds a route's function by itself; deployed, the load balancer's rules do, which nobody sees fail here. */

interface Rule {
  readonly name: string;
  readonly priority: number;
  /** Of its paths, or the one * of every host. */
  readonly values: readonly string[];
}

const rules = readRules();

describe("serverless.yml's listener rules", () => {
  const routes = services.flatMap(({ name, routes: own }) => own.map((route) => ({ service: name, ...route })));

  it("are read whole, each with a priority of its own and no more values than a rule takes", () => {
    expect(rules.length).toBe(readYaml().split("listenerArn:").length - 1);
    expect(new Set(rules.map(({ priority }) => priority)).size).toBe(rules.length);
    for (const { values } of rules) expect(values.length).toBeLessThanOrEqual(5);
  });

  it.each(routes)("lead $method $path to a function that has it", ({ service, path }) => {
    const sample = path.replace(/\{\w+\.{3}\}/g, "a/b//c.txt").replace(/\{\w+\}/g, "name");
    expect(REST_FUNCTIONS[functionOf(sample) as keyof typeof REST_FUNCTIONS]).toContain(service);
  });

  it.each([
    ["a call of the JSON and Query protocols, and SubscribeURL's", "/"],
    ["a queue's own address, where forms are posted", "/000000000000/orders"],
    ["a bucket, where its form is posted and its preflight asked", "/uploads-bucket"],
    ["a bucket that begins like the REST API", "/v1-uploads/v1/queues"],
    ["an object", "/uploads-bucket/a/b c.txt"],
    ["the signing certificate", "/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem"],
  ])("lead %s to the function of AWS's protocols", (_, path) => {
    expect(functionOf(path)).toBe("aws");
  });

  it.each(["/v1", "/v1/", "/v1/nothing"])("let the playground's function say that there is no %s", (path) => {
    expect(functionOf(path)).toBe("playground");
  });
});

/** The function that a load balancer gives the request to: the lowest number counts first. */
function functionOf(path: string): string | undefined {
  const sorted = rules.toSorted((left, right) => left.priority - right.priority);
  return sorted.find(({ values }) => values.some((value) => patternOf(value).test(path)))?.name;
}

function readYaml(): string {
  return readFileSync(resolve(import.meta.dirname, "../../../serverless.yml"), "utf8");
}

/** Enough of YAML for how the file spells its rules. */
function readRules(): readonly Rule[] {
  const section = readYaml().split(/^functions:$/m)[1];
  assert(section !== undefined, "serverless.yml has functions");
  return section.split(/^ {2}(?=\w+:$)/m).flatMap((block) => {
    const name = block.slice(0, block.indexOf(":"));
    const found = block.matchAll(/priority: (\d+),[^[]*conditions: \{ (?:path|host): \[([^\]]*)\]/g);
    return [...found].map(([, priority, values = ""]) => ({
      name,
      priority: Number(priority),
      values: values.split(",").map((value) => value.trim().replaceAll('"', "")),
    }));
  });
}
