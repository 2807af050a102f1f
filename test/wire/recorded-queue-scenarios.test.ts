import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ManualClock } from "../../shared/adapters/memory/manual-clock.ts";
import { sharedServer } from "../api/support/shared-server.ts";
import { START } from "../support/world.ts";
import { attributeScenarios } from "./queue-scenarios/attributes.ts";
import { fifoScenarios } from "./queue-scenarios/fifo.ts";
import { messageScenarios } from "./queue-scenarios/messages.ts";
import { moveScenarios } from "./queue-scenarios/moves.ts";
import { NOT_REPRODUCED } from "./queue-scenarios/not-reproduced.ts";
import { type Scenarios, Stage } from "./queue-scenarios/stage.ts";
import { speakers } from "./support/sqs-speaker.ts";

/* Everything that was recorded of AWS's SQS, played again here: over JSON, and over Query where AWS was asked so. */

const SCENARIOS: Scenarios = { ...attributeScenarios, ...fifoScenarios, ...messageScenarios, ...moveScenarios };

const RECORDED = Object.keys(
  JSON.parse(readFileSync(join(import.meta.dirname, "..", "recorded", "sqs.json"), "utf8")) as object,
).map((scenario) => {
  const [, name = "", inside = ""] = /^(?:.*::)?(\w+)(?:\[(.*)\])?$/.exec(scenario) ?? [];
  const [, protocol = "", variant = inside] = /^(sqs_query|sqs)(?:-(.*))?$/.exec(inside) ?? [];
  return { scenario, name, isForm: protocol === "sqs_query", variant: protocol && variant === inside ? "" : variant };
});

// It stands still but for what the scenarios let pass: a busy machine changes nothing.
const server = sharedServer({ clock: new ManualClock(START) });

test("every recorded scenario is played, or it is said why not", () => {
  const known = [...Object.keys(SCENARIOS), ...Object.keys(NOT_REPRODUCED)].toSorted();
  expect([...new Set(RECORDED.map(({ name }) => name))].toSorted()).toEqual(known);
  expect(RECORDED).toHaveLength(91);
});

describe("AWS was recorded to answer so", () => {
  const played = RECORDED.filter(({ name }) => SCENARIOS[name]);
  test.each(played.map((one, index) => ({ ...one, index })))(
    "$scenario",
    async ({ scenario, name, isForm, variant, index }) => {
      const [json, form] = speakers(server);
      await SCENARIOS[name]?.(new Stage(scenario, variant, isForm ? form : json, server, String(index)));
    },
  );
});
