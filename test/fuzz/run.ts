/**
 * Sends mutated requests to the wire's door, in process: `node test/fuzz/run.ts --protocol query --seed 1 --count 100000`. Without a
 * protocol all of them take their turn. A failure prints the request and how to repeat it; the exit code is 1 then.
 */
import { parseArgs } from "node:util";
import { type Campaign, describeFailure, runCampaign } from "./campaign.ts";
import { PROTOCOLS, type Protocol } from "./sent.ts";

const { values } = parseArgs({
  options: {
    protocol: { type: "string" },
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "100000" },
    episode: { type: "string" },
  },
});
const chosen = PROTOCOLS.filter((protocol) => values.protocol === undefined || protocol === values.protocol);
if (chosen.length === 0) throw new Error(`--protocol is one of ${PROTOCOLS.join(", ")}`);
for (const protocol of chosen) await run(protocol);

async function run(protocol: Protocol): Promise<void> {
  const [seed, count] = [Number(values.seed), Number(values.count)];
  const began = performance.now();
  const episode = values.episode === undefined ? {} : { episode: Number(values.episode) };
  const campaign = await runCampaign({ protocol, seed, count, ...episode });
  // Nobody speaks it yet.
  if (campaign.operations === 0) return;
  process.stdout.write(summary(campaign, (performance.now() - began) / 1000));
  for (const failure of campaign.failures) process.stdout.write(`\n${describeFailure(campaign, failure)}\n`);
  if (campaign.failures.length > 0) process.exitCode = 1;
}

function summary(campaign: Campaign, seconds: number): string {
  const { protocol, seed, requests, failures, statuses, operations, reached, slowest } = campaign;
  const counts = [...statuses].sort(([left], [right]) => left - right).map(([status, times]) => `${status}: ${times}`);
  return [
    `${protocol}, seed ${seed}: ${requests} requests in ${seconds.toFixed(1)} s, ${failures.length} failures`,
    `  answers ${counts.join(", ")}`,
    `  ${reached.size} of ${operations} operations have answered well`,
    `  slowest: ${slowest.operation}, ${slowest.cpu.toFixed(0)} ms of the processor (episode ${slowest.episode}, request ${slowest.request})`,
    "",
  ].join("\n");
}
