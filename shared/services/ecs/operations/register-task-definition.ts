import type { RegisterTaskDefinitionResponse } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { definitionArn } from "../address.ts";
import { checkDefinition, type DefinitionRequest } from "../definition-checks.ts";
import type { TaskDefinition } from "../model.ts";
import { readFamily, register } from "../register.ts";
import { definitionView, type PlaygroundTaskDefinition } from "../views.ts";

export interface RegisterTaskDefinitionOutput extends RegisterTaskDefinitionResponse {
  readonly taskDefinition: PlaygroundTaskDefinition;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html */
export const registerTaskDefinition = operation<DefinitionRequest, RegisterTaskDefinitionOutput>()({
  service: "ecs",
  name: "RegisterTaskDefinition",

  async prefetch(input, tools) {
    const checked = checkDefinition(input, tools.tasks);
    return { checked, family: await readFamily(checked.family, tools) };
  },

  commit({ checked, family }, _input, context) {
    const { definition, writes, keep } = register(checked, family, context);
    return {
      output: { taskDefinition: definitionView(definition), tags: [...definition.tags] },
      writes,
      bodies: { keep },
      events: [registered(definition)],
    };
  },
});

export function registered(definition: TaskDefinition) {
  const { family, revision, container, cpu, memory } = definition;
  return {
    type: "task-definition.registered",
    resource: definitionArn(definition, family, revision),
    text: `task definition ${family}:${revision} registered: ${container.image} with ${cpu} CPU units and ${memory} MiB`,
  };
}
