import type { Client } from "../api/client.ts";
import type {
  Delivery,
  ListedBucket,
  ListedObject,
  Queue,
  Service,
  Subscription,
  Task,
  Topic,
} from "../api/operations.ts";

/** What a node stands for; `kind` is the tree item's context value, which menus ask for. */
export type Resource =
  | { readonly kind: "queues" | "topics" | "buckets" | "tasks" | "services" | "inbox" | "more" | "hint" }
  | { readonly kind: "queue"; readonly queue: Queue }
  | { readonly kind: "topic"; readonly topic: Topic }
  | {
      readonly kind: "subscription" | "pendingSubscription";
      readonly topic: Topic;
      readonly subscription: Subscription;
    }
  | { readonly kind: "bucket"; readonly bucket: ListedBucket }
  | { readonly kind: "folder"; readonly bucket: ListedBucket; readonly prefix: string }
  | { readonly kind: "object"; readonly bucket: ListedBucket; readonly object: ListedObject }
  | { readonly kind: "task"; readonly task: Task }
  | { readonly kind: "service"; readonly service: Service }
  | { readonly kind: "delivery"; readonly delivery: Delivery };

export interface TreeNode {
  /** The ARN, or the name of what has none. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** A product icon's name. */
  readonly icon: string;
  /** A theme colour's name, for icons that tell a state. */
  readonly color?: string;
  readonly resource: Resource;
  /** The help's term on it, which the tooltip shows. */
  readonly term?: string;
  /** The tree item's context value, where the resource's kind does not say enough. */
  readonly context?: string;
  /** What an icon's colour says, for those who don't see it. */
  readonly spoken?: string;
  /** Facts for the tooltip, above the help. */
  readonly facts?: readonly (readonly [string, string | number])[];
  /** Run on a click. */
  readonly command?: string;
  /** The node that the command is about, where it is another one. */
  readonly about?: TreeNode;
  readonly children?: (client: Client) => Promise<readonly TreeNode[]>;
  readonly expanded?: boolean;
}

/** A root of the tree: one service's resources. */
export interface Branch extends TreeNode {
  /** Whether an event on this resource changes what the branch shows. */
  touchedBy(arn: string): boolean;
  /** Whether what it showed last changes with time alone: nothing in the journal will tell. */
  restless(): boolean;
}

interface Empty {
  readonly label: string;
  readonly command?: string;
}

/** What stands where there is nothing yet, and on a click makes the first one. */
export function hint(id: string, label: string, command?: string, about?: TreeNode): TreeNode {
  return {
    id: `${id}#hint`,
    label,
    icon: command ? "add" : "info",
    resource: { kind: "hint" },
    ...(command ? { command } : {}),
    ...(about ? { about } : {}),
  };
}

/** A branch that remembers of its last listing whether time alone will change it. */
export function branch(
  { empty, ...node }: Omit<TreeNode, "children"> & { readonly empty: Empty },
  services: readonly string[],
  list: (client: Client) => Promise<{ readonly nodes: readonly TreeNode[]; readonly restless?: boolean }>,
): Branch {
  let restless = false;
  return {
    ...node,
    touchedBy: (arn) => services.includes(arn.split(":")[2] ?? ""),
    restless: () => restless,
    async children(client) {
      const listing = await list(client);
      restless = listing.restless ?? false;
      return listing.nodes.length > 0 ? listing.nodes : [hint(node.id, empty.label, empty.command)];
    },
  };
}

export function byLabel(left: { readonly name: string }, right: { readonly name: string }): number {
  return left.name.localeCompare(right.name);
}

/** `1536` is "1.5 KiB". */
export function spokenSize(bytes: number): string {
  const units = ["bytes", "KiB", "MiB", "GiB"];
  const step = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  const amount = bytes / 1024 ** step;
  if (bytes === 1) return "1 byte";
  return `${step === 0 ? amount : amount.toFixed(1).replace(/\.0$/, "")} ${units[step]}`;
}
