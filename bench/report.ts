import { LARGE_BYTES } from "./large.ts";

/** What one round came to. */
export interface Sample {
  readonly perSecond: number;
  /** Of the server's process, for each request. */
  readonly cpuSeconds: number;
  /** The most memory that the server's process has held so far. */
  readonly peakMebibytes: number;
}

/** Samples by contestant, the first of whom is what the others are compared with. */
type Samples = ReadonlyMap<string, readonly Sample[]>;

export function smallTable(title: string, samples: Samples): string {
  const rows = compare(samples).map(({ name, perSecond, faster, cpuSeconds, dearer }) => {
    const cpu = Math.round(cpuSeconds * 1e6);
    return `| ${name} | ${Math.round(perSecond)} | ${faster.toFixed(2)} | ${cpu} | ${dearer.toFixed(2)} |`;
  });
  const head = "| server | requests/s | to bare | CPU µs/request | to bare |\n| --- | ---: | ---: | ---: | ---: |";
  return `## ${title}\n\n${head}\n${rows.join("\n")}\n${handWritten(samples)}`;
}

/** `refusals` say in a sentence each who takes no object of this size. */
export function largeTable(title: string, samples: Samples, refusals: readonly string[]): string {
  const rows = compare(samples).map(({ name, perSecond, faster, cpuSeconds, dearer, peakMebibytes }) => {
    const speed = Math.round((perSecond * LARGE_BYTES) / 1e6);
    const cpu = Math.round(cpuSeconds * 1e3);
    return `| ${name} | ${speed} | ${faster.toFixed(2)} | ${cpu} | ${dearer.toFixed(2)} | ${Math.round(peakMebibytes)} |`;
  });
  const head =
    "| server | MB/s | to bare | CPU ms/request | to bare | peak MiB |\n| --- | ---: | ---: | ---: | ---: | ---: |";
  const refused = refusals.length === 0 ? "" : `\n${refusals.join("\n")}\n`;
  return `## ${title}, 256 MiB\n\n${head}\n${rows.join("\n")}\n${refused}`;
}

/** The aim is at most 1.4. */
function handWritten(samples: Samples): string {
  const cpuOf = (start: string) => compare(samples).find(({ name }) => name.startsWith(start))?.cpuSeconds;
  const [byHand, wire] = [cpuOf("hand-written"), cpuOf("Skyground, AWS's wire")];
  if (byHand === undefined || wire === undefined) return "";
  return `\nAWS's wire takes ${(wire / byHand).toFixed(2)} times the CPU of the hand-written server; the aim is at most 1.4.\n`;
}

function compare(samples: Samples) {
  const medians = [...samples].map(([name, all]) => ({
    name,
    perSecond: median(all.map(({ perSecond }) => perSecond)),
    cpuSeconds: median(all.map(({ cpuSeconds }) => cpuSeconds)),
    peakMebibytes: Math.max(...all.map(({ peakMebibytes }) => peakMebibytes)),
  }));
  const bare = medians[0] ?? { perSecond: 1, cpuSeconds: 1 };
  return medians.map((one) => ({
    ...one,
    faster: one.perSecond / bare.perSecond,
    dearer: one.cpuSeconds / bare.cpuSeconds,
  }));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
