import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { fifoScenarios } from "./topic-scenarios/fifo.ts";
import { filterScenarios } from "./topic-scenarios/filters.ts";
import { messageScenarios } from "./topic-scenarios/messages.ts";
import { mobileScenarios } from "./topic-scenarios/mobile.ts";
import { NOT_REPRODUCED } from "./topic-scenarios/not-reproduced.ts";
import { type Scenarios, Stage } from "./topic-scenarios/stage.ts";
import { subscriptionScenarios } from "./topic-scenarios/subscriptions.ts";
import { topicScenarios } from "./topic-scenarios/topics.ts";

/* Everything that was recorded of AWS's SNS, played again here with AWS's own clients. */

const SCENARIOS: Scenarios = {
  ...fifoScenarios,
  ...filterScenarios,
  ...messageScenarios,
  ...mobileScenarios,
  ...subscriptionScenarios,
  ...topicScenarios,
};

const RECORDED = Object.keys(
  JSON.parse(readFileSync(join(import.meta.dirname, "..", "recorded", "sns.json"), "utf8")) as object,
).map((scenario) => {
  const [, name = "", variant = ""] = /^.*::(\w+)(?:\[(.*)\])?$/.exec(scenario) ?? [];
  return { scenario, name, variant };
});

const server = sharedServer();

test("every recorded scenario is played, or it is said why not", () => {
  const known = [...Object.keys(SCENARIOS), ...Object.keys(NOT_REPRODUCED)].toSorted();
  expect([...new Set(RECORDED.map(({ name }) => name))].toSorted()).toEqual(known);
  expect(RECORDED).toHaveLength(85);
});

describe("AWS was recorded to answer so", () => {
  const played = RECORDED.filter(({ name }) => SCENARIOS[name]);
  test.each(played.map((one, index) => ({ ...one, index })))(
    "$scenario",
    async ({ scenario, name, variant, index }) => {
      const stage = new Stage(scenario, variant, String(index), server);
      await SCENARIOS[name]?.(stage).finally(() => stage.close());
    },
  );
});
