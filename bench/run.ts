// Measures Skyground beside peers and beside a hand-written server, in turns within one run: npm run bench. Needs wrk (Debian: wrk)
// and `npm ci` in this folder. Absolute figures belong to the machine; the ratios are what to read.
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { getLarge, putLarge, Refused } from "./large.ts";
import { load } from "./load.ts";
import { largeTable, type Sample, smallTable } from "./report.ts";
import { type Contestant, LARGE, SMALL } from "./scenarios.ts";
import type { ServerProcess } from "./server-process.ts";

const ROUNDS = 5;
const SECONDS = 3;
/** V8 goes on optimizing for some ten thousand requests, longer for much code than for little. */
const WARM_UP_SECONDS = 10;

const sections: string[] = [];
for (const { title, contestants } of SMALL) sections.push(smallTable(title, await measureSmall(contestants)));
sections.push(await measureLarge("PutObject", putLarge), await measureLarge("GetObject", getLarge));
const machine = `${cpus().length} cores of ${cpus()[0]?.model.trim()}, Node ${process.version}`;
const text = `# Results

Medians of ${ROUNDS} rounds in which the servers take turns. ${machine}. Small requests come over 32 connections from wrk, ${SECONDS} s a round;
the load itself takes part of one core. CPU is the time of the server's process, user and system. Bare node:http keeps no messages and no
small objects; the hand-written server parses and checks SendMessage by hand and uses Skyground's engine and store; fauxqs keeps everything
in memory; s3rver writes files; Skyground answers once the write would survive \`kill -9\`.

${sections.join("\n")}`;
await writeFile("bench/results.md", text);
process.stdout.write(text);

async function measureSmall(contestants: readonly Contestant[]): Promise<Map<string, Sample[]>> {
  const running = [];
  for (const { name, start, prepare } of contestants) {
    const server = await start();
    const request = await prepare(server.url);
    await load(server.url, request, WARM_UP_SECONDS);
    running.push({ name, server, request });
  }
  return inTurns(running, async ({ name, server, request }) => {
    const { perSecond, requests, failed } = await load(server.url, request, SECONDS);
    if (failed > 0) throw new Error(`${name} refused ${failed} of ${requests} requests`);
    return { perSecond, requests };
  });
}

async function measureLarge(title: string, transfer: typeof putLarge): Promise<string> {
  const running = [];
  const refusals: string[] = [];
  for (const { name, start, prepare } of LARGE.contestants) {
    const server = await start();
    const request = await prepare(server.url);
    try {
      await putLarge(server.url, request);
      running.push({ name, server, request });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refusals.push(`${name} ${error.message}.`);
      await server.stop();
    }
  }
  const samples = await inTurns(running, async ({ server, request }) => {
    return { perSecond: 1 / (await transfer(server.url, request)), requests: 1 };
  });
  return largeTable(title, samples, refusals);
}

interface Running {
  readonly name: string;
  readonly server: ServerProcess;
}

async function inTurns<One extends Running>(
  running: readonly One[],
  round: (one: One) => Promise<{ readonly perSecond: number; readonly requests: number }>,
): Promise<Map<string, Sample[]>> {
  const samples = new Map<string, Sample[]>();
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    for (const one of running) {
      const before = await one.server.cpuSeconds();
      const { perSecond, requests } = await round(one);
      const cpuSeconds = ((await one.server.cpuSeconds()) - before) / requests;
      const peakMebibytes = await one.server.peakMebibytes();
      samples.set(one.name, [...(samples.get(one.name) ?? []), { perSecond, cpuSeconds, peakMebibytes }]);
    }
  }
  for (const { server } of running) await server.stop();
  return samples;
}
