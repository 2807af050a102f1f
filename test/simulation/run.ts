import { runClock } from "../support/patience.ts";
import { sendAgain } from "./actions/fifo.ts";
import * as messages from "./actions/messages.ts";
import * as queues from "./actions/queues.ts";
import * as topics from "./actions/topics.ts";
import { recount } from "./checkers/counts.ts";
import { checkHistory } from "./checkers/history.ts";
import { leftovers } from "./checkers/leftovers.ts";
import { drain } from "./drain.ts";
import { type Ground, Simulation } from "./simulation.ts";

type Action = (simulation: Simulation) => Promise<void>;

type Weighted = readonly (readonly [number, Action])[];

/** What clients do side by side, and how often. */
const TOGETHER: Weighted = [
  [8, messages.sendOne],
  [8, messages.sendBatch],
  [4, sendAgain],
  [12, topics.publishOne],
  [10, topics.publishInOrder],
  [20, messages.receiveSome],
  [16, messages.deleteOne],
  [6, messages.deleteSome],
  [8, messages.changeVisibility],
  [14, async ({ machine }) => void (await machine.work())],
  [3, ({ machine }) => machine.sweep()],
  [2, queues.redriveSomeQueue],
  [1, queues.purgeSomeQueue],
  [1, queues.deleteSomeQueue],
];

/** Without these nothing happens at all. */
const ESSENTIAL: Weighted = [
  [10, messages.sendOne],
  [10, messages.receiveSome],
  [10, async ({ machine }) => void (await machine.work())],
];

/** What happens alone. */
const ALONE: Weighted = [
  [6, queues.createSomeQueue],
  [4, topics.subscribeSomeQueue],
  [1, topics.unsubscribeSomeQueue],
  [6, ({ machine, random }) => machine.advance(random.below(12_000))],
  [1, ({ machine, random }) => machine.advance(random.below(180_000))],
  [6, async ({ machine, random }) => machine.world.clock.advance(random.below(12_000))],
  [1, async ({ machine, random }) => machine.world.clock.advance(random.below(180_000))],
  [1, ({ machine }) => machine.sweepBlobs()],
  [1, async ({ machine }) => machine.kill()],
];

/** Each run has its own taste: some things never happen in it, others all the time. */
function mixed(simulation: Simulation, actions: Weighted): Weighted {
  return actions.map(([weight, action]) => [weight * (simulation.pick([0, 1, 1, 1, 1, 5]) ?? 1), action]);
}

const STEPS_BETWEEN_RECOUNTS = 10;

export interface Report {
  readonly faults: readonly string[];
  readonly steps: number;
  readonly restarts: number;
  readonly sent: number;
  readonly published: number;
  readonly handouts: number;
  readonly deletions: number;
}

/** Runs one seed to its end and says what was wrong. In memory a seed is the same run each time. */
export async function simulate(seed: number, steps: number, ground: Ground = {}): Promise<Report> {
  const simulation = new Simulation(seed, ground);
  const { machine, history } = simulation;
  const faults: string[] = [];
  const together = [...ESSENTIAL, ...mixed(simulation, TOGETHER)];
  const alone = mixed(simulation, ALONE);
  const nextActions = (): readonly Action[] => {
    if (simulation.chance(200)) return [choose(simulation, alone)];
    return Array.from({ length: 1 + simulation.random.below(6) }, () => choose(simulation, together));
  };
  await inTime(simulation, [prepare]);
  for (let step = 1; step <= steps && faults.length === 0; step += 1) {
    await inTime(simulation, nextActions());
    if (machine.isDead) await inTime(simulation, [() => machine.restart()]);
    if (step % STEPS_BETWEEN_RECOUNTS === 0) faults.push(...(await recount(simulation)));
  }
  machine.calm();
  if (machine.isDead) await machine.restart();
  await inTime(simulation, [drain]);
  history.endedAt = await machine.now();
  faults.push(...(await recount(simulation)), ...checkHistory(history), ...(await leftovers(simulation)));
  const { sent, published, handouts, deletions } = history;
  return {
    faults,
    steps,
    restarts: machine.restarts,
    sent: sent.length,
    published: published.length,
    handouts: handouts.length,
    deletions: deletions.length,
  };
}

async function prepare(simulation: Simulation): Promise<void> {
  await topics.createTopics(simulation);
  for (let count = 0; count < 7; count += 1) await queues.createSomeQueue(simulation);
  for (let count = 0; count < 4; count += 1) await topics.subscribeSomeQueue(simulation);
}

function choose(simulation: Simulation, actions: Weighted): Action {
  let left = simulation.random.below(actions.reduce((sum, [weight]) => sum + weight, 0));
  const found = actions.find(([weight]) => {
    left -= weight;
    return left < 0;
  });
  return found?.[1] ?? (async () => {});
}

/** Lets the clock run while the actions wait or back off. */
async function inTime(simulation: Simulation, actions: readonly Action[]): Promise<void> {
  const work = Promise.all(actions.map((action) => action(simulation)));
  await runClock(simulation.machine.world.clock, work, { stepMilliseconds: 50, ...simulation.ground });
  simulation.endBatch();
}
