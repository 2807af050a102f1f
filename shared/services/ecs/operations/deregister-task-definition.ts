import type { DeregisterTaskDefinitionRequest, DeregisterTaskDefinitionResponse } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { definitionArn, parseDefinition } from "../address.ts";
import { clientException, definitionNotFound } from "../errors.ts";
import { isOwn } from "../identifier.ts";
import type { Family, TaskDefinition } from "../model.ts";
import { readFamily } from "../register.ts";
import { findDefinition } from "../stored.ts";
import { deleteDefinition, putDefinition, putFamily } from "../table.ts";
import { definitionView, type PlaygroundTaskDefinition } from "../views.ts";

export interface DeregisterTaskDefinitionOutput extends DeregisterTaskDefinitionResponse {
  readonly taskDefinition: PlaygroundTaskDefinition;
}

/** INACTIVE: what runs goes on, new tasks can't start from it. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeregisterTaskDefinition.html */
export const deregisterTaskDefinition = operation<DeregisterTaskDefinitionRequest, DeregisterTaskDefinitionOutput>()({
  service: "ecs",
  name: "DeregisterTaskDefinition",

  async prefetch({ taskDefinition = "" }, tools) {
    const address = parseDefinition(taskDefinition);
    if (!address || address.revision === undefined) {
      throw clientException("Specified task definition should have a revision: family:revision.", {
        docs: "task-definition",
      });
    }
    const stored = isOwn(taskDefinition, tools.context)
      ? await findDefinition(address, tools.context, tools)
      : undefined;
    if (!stored) throw definitionNotFound("The specified task definition does not exist.");
    return { stored, family: await readFamily(address.family, tools) };
  },

  commit({ stored, family: { family, version } }, _input, context) {
    const { definition, row } = stored;
    // Once more is no error: AWS answers with the INACTIVE revision.
    if (definition.status !== "ACTIVE" || version === undefined) {
      return { output: { taskDefinition: definitionView(definition) } };
    }
    const inactive: TaskDefinition = { ...definition, status: "INACTIVE", deregisteredAt: context.now };
    const counted: Family = { ...family, activeRevisions: family.activeRevisions - 1 };
    const name = `${definition.family}:${definition.revision}`;
    return {
      output: { taskDefinition: definitionView(inactive) },
      writes: [
        deleteDefinition(context, definition, { version: row.version }),
        putDefinition(context, inactive, "absent"),
        putFamily(context, counted, { version }),
      ],
      events: [
        {
          type: "task-definition.deregistered",
          resource: definitionArn(definition, definition.family, definition.revision),
          text: `task definition ${name} deregistered: what runs from it goes on, nothing new starts from it`,
        },
      ],
    };
  },
});
