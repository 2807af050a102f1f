import type { DeleteTaskDefinitionsRequest, DeleteTaskDefinitionsResponse, Failure } from "@aws-sdk/client-ecs";
import { operation, type ReadTools, type RequestContext } from "../../service.ts";
import { definitionArn, parseDefinition } from "../address.ts";
import { invalidParameter } from "../errors.ts";
import { isOwn } from "../identifier.ts";
import { MAX_DELETE_DEFINITIONS } from "../limits.ts";
import type { TaskDefinition } from "../model.ts";
import { findDefinition, type StoredDefinition } from "../stored.ts";
import { deleteDefinition, putDefinition } from "../table.ts";
import { definitionView } from "../views.ts";

/**
 * DELETE_IN_PROGRESS: what runs goes on. The sweep removes a revision when nothing refers to it any more.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteTaskDefinitions.html
 */
export const deleteTaskDefinitions = operation<DeleteTaskDefinitionsRequest, DeleteTaskDefinitionsResponse>()({
  service: "ecs",
  name: "DeleteTaskDefinitions",

  async prefetch({ taskDefinitions = [] }, tools) {
    if (taskDefinitions.length === 0) throw invalidParameter("Task definitions cannot be empty.");
    if (taskDefinitions.length > MAX_DELETE_DEFINITIONS) {
      throw invalidParameter(`At most ${MAX_DELETE_DEFINITIONS} task definitions can be deleted at once.`);
    }
    const looks = await Promise.all([...new Set(taskDefinitions)].map((identifier) => look(identifier, tools)));
    return once(looks);
  },

  commit(looks, _input, context) {
    const found = looks.flatMap((one) => ("stored" in one ? [one.stored] : []));
    const changes = found.map((stored) => ({ stored, deleted: deleted(stored.definition, context) }));
    const written = changes.filter(({ stored }) => stored.definition.status === "INACTIVE");
    return {
      output: {
        taskDefinitions: changes.map(({ deleted }) => definitionView(deleted)),
        failures: looks.flatMap((one) => ("failure" in one ? [one.failure] : [])),
      },
      writes: written.flatMap(({ stored: { definition, row }, deleted }) => [
        deleteDefinition(context, definition, { version: row.version }),
        putDefinition(context, deleted, "absent"),
      ]),
      events: written.map(({ deleted }) => told(deleted)),
    };
  },
});

type Look = { readonly stored: StoredDefinition } | { readonly failure: Failure };

/** Each one fails alone. The words are AWS's. */
async function look(identifier: string, tools: ReadTools): Promise<Look> {
  const address = parseDefinition(identifier);
  const { revision } = address ?? {};
  if (!address || revision === undefined) {
    const reason = "The specified task definition identifier is invalid. Specify a valid name or ARN and try again.";
    return { failure: { arn: identifier, reason } };
  }
  const isHere = isOwn(identifier, tools.context);
  const arn = isHere ? definitionArn(tools.context, address.family, revision) : identifier;
  const stored = isHere ? await findDefinition(address, tools.context, tools) : undefined;
  if (!stored) {
    const advice = "Specify a valid account, family, revision and try again.";
    return { failure: { arn, reason: `The specified task definition does not exist. ${advice}` } };
  }
  if (stored.definition.status !== "ACTIVE") return { stored };
  const advice = "Please deregister the target and try again.";
  return { failure: { arn, reason: `The specified task definition is still in ACTIVE status. ${advice}` } };
}

/** A revision has a name and an ARN, and either may be given. */
function once(looks: readonly Look[]): readonly Look[] {
  const seen = new Set<string>();
  return looks.filter((one) => {
    if (!("stored" in one)) return true;
    const { family, revision } = one.stored.definition;
    const name = `${family}:${revision}`;
    const isFirst = !seen.has(name);
    seen.add(name);
    return isFirst;
  });
}

function deleted(definition: TaskDefinition, { now }: RequestContext): TaskDefinition {
  if (definition.status !== "INACTIVE") return definition;
  return { ...definition, status: "DELETE_IN_PROGRESS", deleteRequestedAt: now };
}

function told(definition: TaskDefinition) {
  const { family, revision } = definition;
  return {
    type: "task-definition.deleted",
    resource: definitionArn(definition, family, revision),
    text: `task definition ${family}:${revision} is being deleted: what runs from it goes on, and it is gone when nothing does`,
  };
}
