// Measures a SendMessage and a PutObject side by side, in turns within one run: npm run bench. Needs wrk (Debian: wrk) and
// `npm ci` in this folder. Absolute figures belong to the machine; the ratios are what to read.
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { load } from "./load.ts";
import { targets } from "./targets.ts";

const ROUNDS = 5;
const SECONDS = 3;
const WARM_UP_SECONDS = 2;

type Scenario = "sendMessage" | "putObject";
const SCENARIOS: Readonly<Record<Scenario, string>> = {
  sendMessage: "SendMessage, 256 bytes",
  putObject: "PutObject, 1 KiB, a new key each",
};

interface Sample {
  readonly perSecond: number;
  readonly cpuMicroseconds: number;
}

const sections: string[] = [];
for (const scenario of Object.keys(SCENARIOS) as Scenario[]) sections.push(report(scenario, await measure(scenario)));
const machine = `${cpus().length} cores of ${cpus()[0]?.model.trim()}, Node ${process.version}`;
const text = `# Results

Requests a second and CPU time of the server process for each request, over 32 connections with wrk; ${ROUNDS} rounds of ${SECONDS} s each,
the servers in turn; medians. ${machine}. The load itself takes part of one core. Bare node:http reads and answers and stores nothing; fauxqs
keeps everything in memory; Skyground answers once the write would survive \`kill -9\`.

${sections.join("\n")}`;
await writeFile("bench/results.md", text);
process.stdout.write(text);

async function measure(scenario: Scenario): Promise<Map<string, Sample[]>> {
  const samples = new Map<string, Sample[]>();
  const running = [];
  for (const target of targets) {
    const server = await target.start();
    const request = await target[scenario](server.url);
    await load(server.url, request, WARM_UP_SECONDS);
    running.push({ target, server, request });
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { target, server, request } of running) {
      const before = await server.cpuSeconds();
      const { perSecond, requests, failed } = await load(server.url, request, SECONDS);
      if (failed > 0) throw new Error(`${target.name} refused ${failed} of ${requests} requests`);
      const cpuMicroseconds = ((await server.cpuSeconds()) - before) * (1e6 / requests);
      samples.set(target.name, [...(samples.get(target.name) ?? []), { perSecond, cpuMicroseconds }]);
    }
  }
  for (const { server } of running) await server.stop();
  return samples;
}

function report(scenario: Scenario, samples: Map<string, Sample[]>): string {
  const medians = [...samples].map(([name, all]) => ({
    name,
    perSecond: median(all.map(({ perSecond }) => perSecond)),
    cpu: median(all.map(({ cpuMicroseconds }) => cpuMicroseconds)),
  }));
  const bare = medians[0] ?? { perSecond: 1, cpu: 1 };
  const rows = medians.map(({ name, perSecond, cpu }) => {
    return `| ${name} | ${Math.round(perSecond)} | ${(perSecond / bare.perSecond).toFixed(2)} | ${Math.round(cpu)} | ${(cpu / bare.cpu).toFixed(2)} |`;
  });
  const head = "| server | requests/s | to bare | CPU µs/request | to bare |\n| --- | ---: | ---: | ---: | ---: |";
  return `## ${SCENARIOS[scenario]}\n\n${head}\n${rows.join("\n")}\n`;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
