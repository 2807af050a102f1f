import { isDeepStrictEqual } from "node:util";
import { operation } from "../../service.ts";
import { type CheckedDefinition, checkDefinition, type DefinitionRequest } from "../definition-checks.ts";
import type { PlaygroundContainerDefinition, TaskDefinition } from "../model.ts";
import { readFamily, register } from "../register.ts";
import { findDefinition } from "../stored.ts";
import { definitionView, type PlaygroundTaskDefinition } from "../views.ts";
import { registered } from "./register-task-definition.ts";

export interface EnsureTaskDefinitionOutput {
  readonly taskDefinition: PlaygroundTaskDefinition;
  /** False when the family's latest revision says the same: it is used again, and an uploaded zip is not kept. */
  readonly registered: boolean;
}

/** Skyground's own, behind `POST /v1/tasks` with an image: registers a revision unless the latest one says the same. */
export const ensureTaskDefinition = operation<DefinitionRequest, EnsureTaskDefinitionOutput>()({
  service: "ecs",
  name: "EnsureTaskDefinition",

  async prefetch(input, tools) {
    const checked = checkDefinition(input, tools.tasks);
    const latest = await findDefinition({ family: checked.family }, tools.context, tools);
    return { checked, latest: latest?.definition, family: await readFamily(checked.family, tools) };
  },

  commit({ checked, latest, family }, _input, context) {
    if (latest && isSame(checked, latest)) {
      return { output: { taskDefinition: definitionView(latest), registered: false } };
    }
    const { definition, writes, keep } = register(checked, family, context);
    return {
      output: { taskDefinition: definitionView(definition), registered: true },
      writes,
      bodies: { keep },
      events: [registered(definition)],
    };
  },
});

function isSame(checked: CheckedDefinition, latest: TaskDefinition): boolean {
  const { cpu, memory, shown, tags } = checked;
  const rest = { cpu, memory, shown, tags };
  const before = { cpu: latest.cpu, memory: latest.memory, shown: latest.shown, tags: latest.tags };
  return (
    isDeepStrictEqual(rest, before) && isDeepStrictEqual(comparable(checked.container), comparable(latest.container))
  );
}

/** The same zip uploaded again is another blob with the same bytes. Members that are undefined are not there in a row. */
function comparable(container: PlaygroundContainerDefinition): unknown {
  const { skygroundSource: source, ...rest } = container;
  const same = source?.kind === "zip" ? { size: source.body.size, md5: source.body.md5 } : source;
  return JSON.parse(JSON.stringify({ ...rest, source: same }));
}
