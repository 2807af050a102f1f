import type { Service } from "../shared/services/service.ts";
import type { FindTest } from "./wire-tests.ts";

/** What of a service's AWS operations there is. */
export interface OperationNames {
  readonly built: readonly string[];
  readonly unbuilt: readonly string[];
}

/** docs/fidelity/<service>.md: what works as on AWS, what is only stored, what answers 501, where that is tested, what differs. */
export function fidelityPage(service: Service, { built, unbuilt }: OperationNames, findTest: FindTest): string {
  const { name, deviations = {}, stored = [] } = service;
  const unknown = [...Object.keys(deviations), ...stored].filter((key) => key !== "*" && !built.includes(key));
  if (unknown.length > 0)
    throw new Error(`${name} says of ${unknown.join(", ")} how they differ, and has no such operation`);
  const rows = built.map((operation) => {
    const status = stored.includes(operation) ? "stored but not enforced" : "works";
    return `| ${operation} | ${status} | ${testCell(findTest(name, operation))} | ${deviations[operation] ?? ""} |`;
  });
  const kept = stored.length === 0 ? "" : `, ${stored.length} of them only store what they are given`;
  const others = unbuilt.length === 0 ? "." : "; the others answer 501 with a sentence.";
  return [
    `# ${name}: fidelity`,
    "",
    `${built.length} of AWS's ${built.length + unbuilt.length} operations answer${kept}${others} The test is one that sends the`,
    `operation with AWS's own JavaScript client; more are in test/unit/${name}, test/api and test/wire.`,
    "",
    ...(deviations["*"] ? [deviations["*"], ""] : []),
    "| operation | status | test | differs from AWS |",
    "| --- | --- | --- | --- |",
    ...rows,
    ...unbuilt.map((operation) => `| ${operation} | 501 | | |`),
    "",
  ].join("\n");
}

/** `sqs.SendMessage` for every operation that is built and that no test sends with AWS's own client. */
export function untested(service: string, { built }: OperationNames, findTest: FindTest): string[] {
  return built
    .filter((operation) => !findTest(service, operation)?.client)
    .map((operation) => `${service}.${operation}`);
}

function testCell(found: ReturnType<FindTest>): string {
  return found
    ? `[${found.path
        .split("/")
        .at(-1)
        ?.replace(/\.test\.ts$/, "")}](../../${found.path})`
    : "";
}
