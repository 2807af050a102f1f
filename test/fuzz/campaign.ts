import { EPISODE_REQUESTS, type EpisodeResult, type Failure, runEpisode } from "./episode.ts";
import { describeSent, type Protocol } from "./sent.ts";
import { speakersOf } from "./world.ts";

export interface CampaignOptions {
  readonly protocol: Protocol;
  readonly seed: number;
  /** Requests. */
  readonly count: number;
  /** The first episode, to repeat one. */
  readonly episode?: number;
  /** Ends at so many failures. */
  readonly maxFailures?: number;
}

export interface Campaign {
  readonly protocol: Protocol;
  readonly seed: number;
  readonly requests: number;
  readonly failures: readonly Failure[];
  readonly statuses: ReadonlyMap<number, number>;
  readonly operations: number;
  readonly reached: ReadonlySet<string>;
  readonly slowest: EpisodeResult["slowest"] & { readonly episode: number };
}

/** Episode after episode, until so many requests have been answered. */
export async function runCampaign(options: CampaignOptions): Promise<Campaign> {
  const { protocol, seed, count, episode: first = 0, maxFailures = 20 } = options;
  const speakers = await speakersOf(protocol);
  const failures: Failure[] = [];
  const statuses = new Map<number, number>();
  const reached = new Set<string>();
  let slowest = { cpu: 0, operation: "", request: 0, episode: 0 };
  let requests = 0;
  for (let episode = first; requests < count && failures.length < maxFailures; episode += 1) {
    const size = Math.min(EPISODE_REQUESTS, count - requests);
    const result = await runEpisode(seed, episode, speakers, size);
    requests += size;
    failures.push(...result.failures);
    for (const [status, times] of result.statuses) statuses.set(status, (statuses.get(status) ?? 0) + times);
    for (const name of result.reached) reached.add(name);
    if (result.slowest.cpu > slowest.cpu) slowest = { ...result.slowest, episode };
  }
  const operations = speakers.reduce((sum, { model }) => sum + Object.keys(model.operations).length, 0);
  return { protocol, seed, requests, failures, statuses, operations, reached, slowest };
}

/** What failed, and how to see it again. */
export function describeFailure({ protocol, seed }: Pick<Campaign, "protocol" | "seed">, failure: Failure): string {
  const { episode, request, operation, sent, problems } = failure;
  return [
    `${operation} (seed ${seed}, episode ${episode}, request ${request})`,
    ...problems,
    describeSent(sent),
    `Again: node test/fuzz/run.ts --protocol ${protocol} --seed ${seed} --episode ${episode} --count ${request + 1}`,
  ].join("\n");
}
