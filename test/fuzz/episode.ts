import { Chance } from "./chance.ts";
import { mutateRequest } from "./mutate-request.ts";
import { Pool } from "./pool.ts";
import { makeRequest, type Speaker } from "./requests.ts";
import { send } from "./send.ts";
import type { Sent } from "./sent.ts";
import { sign } from "./sign.ts";
import { createFuzzWorld } from "./world.ts";

export interface Failure {
  readonly episode: number;
  readonly request: number;
  readonly operation: string;
  readonly sent: Sent;
  readonly problems: readonly string[];
}

export interface EpisodeResult {
  readonly failures: readonly Failure[];
  readonly statuses: ReadonlyMap<number, number>;
  /** Operations that have answered well at least once. */
  readonly reached: ReadonlySet<string>;
  readonly slowest: { readonly cpu: number; readonly operation: string; readonly request: number };
}

/** So many requests meet one world: enough to build on each other, few enough to be repeated when one fails. */
export const EPISODE_REQUESTS = 500;
/** Every so many episodes signatures are verified. */
const VERIFIED_EVERY = 10;

export async function runEpisode(
  seed: number,
  episode: number,
  speakers: readonly Speaker[],
  count = EPISODE_REQUESTS,
): Promise<EpisodeResult> {
  const chance = new Chance(seed * 1_000_003 + episode);
  const pool = new Pool();
  const verified = episode % VERIFIED_EVERY === VERIFIED_EVERY - 1;
  const world = await createFuzzWorld(seed * 1_000_003 + episode, pool, verified);
  const operations = speakers.flatMap((speaker) =>
    Object.keys(speaker.model.operations).map((operation) => ({ speaker, operation })),
  );
  const failures: Failure[] = [];
  const statuses = new Map<number, number>();
  const reached = new Set<string>();
  let slowest = { cpu: 0, operation: "", request: 0 };
  for (let request = 0; request < count; request += 1) {
    const { speaker, operation } = drawOperation(operations, chance);
    const name = `${speaker.name}.${operation}`;
    const drawn = draw(speaker, operation, pool, chance);
    // Where signatures are verified most requests are signed as they are; the others are to fail at the door.
    const sent = verified && !chance.once(4) ? sign(drawn, speaker.name, world.clock.now()) : drawn;
    const { status, body, problems, cpu } = await send(sent, world);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (problems.length > 0) failures.push({ episode, request, operation: name, sent, problems });
    if (cpu > slowest.cpu) slowest = { cpu, operation: name, request };
    if (status >= 200 && status < 300) {
      reached.add(name);
      if (body.length < MAX_LEARNT) pool.learn(body, chance);
    }
  }
  world.bugs.length = 0;
  await world.settle();
  if (world.bugs.length > 0) failures.push(afterwards(episode, count, world.bugs));
  await world.close();
  return { failures, statuses, reached, slowest };
}

const MAX_LEARNT = 20_000;

interface Callable {
  readonly speaker: Speaker;
  readonly operation: string;
}

/** What ends a resource would soon leave the others nothing to work on. */
const ENDINGS = /^(?:Delete(?!Message|Object)|Purge|Unsubscribe|Abort|Deregister|Stop)/;

function drawOperation(operations: readonly Callable[], chance: Chance): Callable {
  const drawn = chance.pick(operations);
  return ENDINGS.test(drawn.operation) && !chance.once(6) ? chance.pick(operations) : drawn;
}

/** Every third request is as good as it gets; the others have a fault or a few. */
function draw(speaker: Speaker, operation: string, pool: Pool, chance: Chance): Sent {
  const faults = chance.once(3) ? 0 : 1 + chance.below(3);
  const inValues = faults === 0 ? 0 : chance.below(faults + 1);
  let sent = makeRequest(speaker, operation, { chance, pool, model: speaker.model }, inValues);
  for (let count = inValues; count < faults; count += 1) sent = mutateRequest(sent, chance);
  return sent;
}

function afterwards(episode: number, request: number, bugs: readonly string[]): Failure {
  const sent = { method: "", path: "", query: "", headers: {}, body: Buffer.alloc(0) };
  return { episode, request, operation: "deliveries", sent, problems: [...bugs] };
}
