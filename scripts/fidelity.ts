import type { Service } from "../shared/services/service.ts";

/** What of a service's AWS operations there is. */
export interface OperationNames {
  readonly built: readonly string[];
  readonly unbuilt: readonly string[];
}

/** docs/fidelity/<service>.md: what works as on AWS, what differs, and what answers 501. */
export function fidelityPage({ name, deviations = {} }: Service, { built, unbuilt }: OperationNames): string {
  const rows = [
    ...built.map((operation) => `| ${operation} | works | ${deviations[operation] ?? ""} |`),
    ...unbuilt.map((operation) => `| ${operation} | 501 | |`),
  ];
  return [
    `# ${name}: fidelity`,
    `${built.length} of AWS's ${built.length + unbuilt.length} operations work; the others answer 501 with a sentence. The tests are in`,
    `test/unit/${name}, test/api and test/wire.`,
    "",
    ...(deviations["*"] ? [deviations["*"], ""] : []),
    "| operation | status | differs from AWS |",
    "| --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}
