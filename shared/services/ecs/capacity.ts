import type { CapacityProviderStrategyItem, LaunchType } from "@aws-sdk/client-ecs";
import { clientException, invalidParameter } from "./errors.ts";
import { MAX_STRATEGY_BASE, MAX_STRATEGY_ITEMS, MAX_STRATEGY_WEIGHT } from "./limits.ts";
import { CAPACITY_PROVIDERS, type CapacityProvider, type Cluster, type Share, type Strategy } from "./model.ts";

/**
 * Deviation: on AWS a new cluster has none of both, and tasks without a launch type look for EC2 instances. Here is only Fargate,
 * so that is the default.
 */
const INITIAL_STRATEGY: Strategy = [{ capacityProvider: "FARGATE", weight: 1, base: 0 }];

/** The capacity providers that a cluster may use, and its default strategy. */
export function capacityOfCluster({ capacity }: Pick<Cluster, "capacity">) {
  return capacity ?? { providers: CAPACITY_PROVIDERS, strategy: INITIAL_STRATEGY };
}

export function readProviders(names: readonly string[]): readonly CapacityProvider[] {
  return [...new Set(names.map(readProvider))];
}

function readProvider(name: string | undefined): CapacityProvider {
  // By name, or by an ARN such as `arn:aws:ecs:us-east-1:...:capacity-provider/FARGATE`.
  const known = CAPACITY_PROVIDERS.find((one) => one === name?.replace(/^arn:aws:ecs:.*:capacity-provider\//, ""));
  if (known) return known;
  throw clientException("The specified capacity provider was not found. Specify a valid name or ARN and try again.", {
    docs: "capacity-provider",
  });
}

/** Throws for a strategy that AWS refuses. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html */
export function readStrategy(
  items: readonly CapacityProviderStrategyItem[],
  associated: readonly CapacityProvider[],
): Strategy {
  const shares = items.map(({ capacityProvider, weight = 0, base = 0 }) => {
    return { capacityProvider: readProvider(capacityProvider), weight, base };
  });
  if (shares.length > MAX_STRATEGY_ITEMS || new Set(shares.map(nameOf)).size < shares.length) {
    throw invalidParameter("A capacity provider strategy can name each capacity provider once.", {
      docs: "capacity-provider",
    });
  }
  for (const { weight, base } of shares) checkNumbers(weight, base);
  if (shares.filter(({ base }) => base > 0).length > 1) {
    throw invalidParameter("Only one capacity provider in a strategy can have a base.", { docs: "capacity-provider" });
  }
  if (shares.length > 1 && shares.every(({ weight }) => weight === 0)) {
    throw invalidParameter("At least one capacity provider in a strategy must have a weight greater than 0.", {
      docs: "capacity-provider",
    });
  }
  if (!shares.every(({ capacityProvider }) => associated.includes(capacityProvider))) {
    throw invalidParameter(
      "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster and try again.",
      { docs: "capacity-provider" },
    );
  }
  return shares;
}

function checkNumbers(weight: number, base: number): void {
  const isWithin = (value: number, max: number) => Number.isInteger(value) && value >= 0 && value <= max;
  if (isWithin(weight, MAX_STRATEGY_WEIGHT) && isWithin(base, MAX_STRATEGY_BASE)) return;
  throw invalidParameter(
    `In a capacity provider strategy weight is 0 to ${MAX_STRATEGY_WEIGHT} and base 0 to ${MAX_STRATEGY_BASE}.`,
    { docs: "capacity-provider" },
  );
}

interface Asked {
  readonly launchType?: LaunchType | undefined;
  readonly capacityProviderStrategy?: readonly CapacityProviderStrategyItem[] | undefined;
}

/** What a request's tasks are spread by; an empty strategy where a launch type, and not a provider, says where they run. */
export function strategyFor({ launchType, capacityProviderStrategy: given = [] }: Asked, cluster: Cluster): Strategy {
  const { providers, strategy } = capacityOfCluster(cluster);
  if (launchType === undefined) return given.length > 0 ? readStrategy(given, providers) : strategy;
  if (given.length === 0) return [];
  throw invalidParameter(
    "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
    { docs: "capacity-provider" },
  );
}

/** A service's strategy after an update. An empty one goes back to the launch type. */
export function changedStrategy(
  { capacityProviderStrategy: asked }: Asked,
  before: Strategy | undefined,
  cluster: Cluster,
): Strategy {
  if (asked === undefined) return before ?? [];
  return readStrategy(asked, capacityOfCluster(cluster).providers);
}

/** Which provider the next task is of, where tasks of these are there: a base first, then whoever is furthest behind its weight. */
function nextProvider(
  strategy: Strategy,
  there: readonly (CapacityProvider | undefined)[],
): CapacityProvider | undefined {
  const counted = strategy.map((share) => {
    return { share, count: there.filter((one) => one === share.capacityProvider).length };
  });
  const based = counted.find(({ share, count }) => count < share.base);
  if (based) return based.share.capacityProvider;
  const weighted = counted.filter(({ share }) => share.weight > 0);
  const [behind] = weighted.toSorted((left, right) => fullness(left) - fullness(right));
  return (behind ?? counted[0])?.share.capacityProvider;
}

function fullness({ share, count }: { readonly share: Share; readonly count: number }): number {
  return (count - share.base + 1) / share.weight;
}

/** The providers of so many new tasks. */
export function spread(
  strategy: Strategy,
  count: number,
  there: readonly (CapacityProvider | undefined)[] = [],
): readonly (CapacityProvider | undefined)[] {
  const all = [...there];
  for (let index = 0; index < count; index += 1) all.push(nextProvider(strategy, all));
  return all.slice(there.length);
}

function nameOf({ capacityProvider }: Share): string {
  return capacityProvider;
}
