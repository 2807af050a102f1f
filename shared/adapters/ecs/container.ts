import { parseArn } from "../../core/arn.ts";
import { knownImage } from "../../core/images.ts";
import type { ImageVerdict, TaskSpec } from "../../ports/task-runtime.ts";
import { programs } from "./programs.ts";
import type { FargateSettings } from "./settings.ts";
import { FETCH_SOURCE } from "./source.ts";

/** What a container runs, whichever task it is. */
export interface ContainerPlan {
  readonly image: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Skyground's own programs run on this tag: small, and on every architecture. */
const OWN_TAG = "24-alpine";
/** Node's words for a program that is given as text. */
const RUN_TEXT = ["node", "--input-type=module", "-e"] as const;

export function supports(image: string, settings: FargateSettings): ImageVerdict {
  if (knownImage(image) || settings.images[image] !== undefined) return { ok: true };
  const others = Object.keys(settings.images);
  const more = others.length === 0 ? "" : ` Its operator has also allowed ${others.join(", ")}.`;
  const reason =
    `This deployment does not run "${image}": whoever has its API key could otherwise run anything in its AWS account. ` +
    "Images that run here: skyground/web (a small web app), skyground/worker (reads a queue), and node or node:<tag> " +
    `with your own code as source.${more}`;
  return { ok: false, reason };
}

/** Throws a sentence for what can't run. */
export function planContainer(spec: TaskSpec, settings: FargateSettings): ContainerPlan {
  const { image, command } = spec;
  const verdict = supports(image, settings);
  if (!verdict.ok) throw new Error(verdict.reason);
  const mapped = settings.images[image];
  if (mapped !== undefined) return { image: mapped, command, environment: environmentOf(spec, {}) };
  const known = knownImage(image);
  if (known === "skyground/web" || known === "skyground/worker") {
    const program = command.length > 0 ? command : [...RUN_TEXT, programs[known]];
    // A container has an address of its own, which must be listened on.
    return { image: own(settings), command: program, environment: environmentOf(spec, { HOST: "0.0.0.0" }) };
  }
  return { image: nodeImage(image, settings), command: nodeCommand(spec), environment: environmentOf(spec, {}) };
}

/** A source without a command runs as `node .` does: package.json's `main`, else index.js. */
function nodeCommand({ command, files }: TaskSpec): readonly string[] {
  if (files) return [...RUN_TEXT, FETCH_SOURCE, ...(command.length > 0 ? command : ["node", "."])];
  if (command.length > 0) return command;
  throw new Error("There is nothing to run: give the task a command, or a source.");
}

function own({ nodeRepository }: FargateSettings): string {
  return `${nodeRepository}:${OWN_TAG}`;
}

/** Here the tag chooses the Node that runs. */
function nodeImage(reference: string, { nodeRepository }: FargateSettings): string {
  const digest = /@sha256:[0-9a-f]{64}$/.exec(reference)?.[0] ?? "";
  const tag = /:[\w][\w.-]{0,127}$/.exec(reference.slice(0, reference.length - digest.length))?.[0] ?? "";
  return `${nodeRepository}${tag}${digest}`;
}

/** The task definition's variables win over all but the port, as they do in the local server's tasks. */
function environmentOf({ task, environment, port }: TaskSpec, more: Readonly<Record<string, string>>) {
  const { region } = parseArn(task) ?? {};
  return {
    ...(region ? { AWS_REGION: region, AWS_DEFAULT_REGION: region } : {}),
    ...more,
    ...environment,
    ...(port === undefined ? {} : { PORT: String(port) }),
  };
}
