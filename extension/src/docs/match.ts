export interface Match {
  readonly start: number;
  readonly end: number;
  /** The term's possible names, best first. */
  readonly names: readonly string[];
}

/** Words that stand for a service wherever they stand. Other single words ("order", "key") are mostly the program's own. */
const SERVICES = new Set(["sqs", "sns", "s3", "ecs", "fargate", "sts"]);
const COMMAND = /\baws\s+(sqs|sns|s3api|s3|ecs|sts)(?:\s+([a-z][a-z0-9-]*))?/g;
const CLOUDFORMATION = /\bAWS::(\w+)::(\w+)/g;
const WORD = /[A-Za-z][\w-]*/g;

/** The help's names for what stands at a place of a line: a CLI command, a CloudFormation type, an operation, an attribute. */
export function matchAt(line: string, position: number): Match | undefined {
  for (const found of line.matchAll(COMMAND)) {
    const [, service = "", operation] = found;
    const names = [...(operation ? [`aws-${service}-${operation}`, operation] : []), service.replace("s3api", "s3")];
    const match = { start: found.index, end: found.index + found[0].length, names };
    if (covers(match, position)) return match;
  }
  for (const found of line.matchAll(CLOUDFORMATION)) {
    const [, service = "", type = ""] = found;
    const match = { start: found.index, end: found.index + found[0].length, names: [kebab(type), kebab(service)] };
    if (covers(match, position)) return match;
  }
  for (const found of line.matchAll(WORD)) {
    const match = { start: found.index, end: found.index + found[0].length, names: wordNames(found[0]) };
    if (covers(match, position) && match.names.length > 0) return match;
  }
  return undefined;
}

/** `ReceiveMessageCommand`, `receive_message`, `receive-message` and `VisibilityTimeoutSeconds`, as the help spells them. */
function wordNames(word: string): string[] {
  const name = kebab(word);
  if (SERVICES.has(name)) return [name];
  const bare = name.replace(/-(command|request|result|response|seconds|arn)$/, "");
  return [...new Set([name, bare])].filter((candidate) => candidate.includes("-"));
}

function kebab(word: string): string {
  return word
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replaceAll(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .replaceAll("_", "-")
    .toLowerCase();
}

function covers({ start, end }: Match, position: number): boolean {
  return start <= position && position <= end;
}
