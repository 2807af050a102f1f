import * as vscode from "vscode";
import type { Event } from "../api/operations.ts";
import type { Connection } from "../connection/connection.ts";
import type { Dictionary } from "../docs/dictionary.ts";
import { nodeTooltip } from "../docs/markdown.ts";
import { bucketsBranch } from "./buckets.ts";
import { inboxBranch } from "./inbox.ts";
import type { Branch, TreeNode } from "./node.ts";
import { queuesBranch } from "./queues.ts";
import { tasksBranch } from "./tasks.ts";
import { topicsBranch } from "./topics.ts";

const BRANCHES: readonly Branch[] = [queuesBranch, topicsBranch, bucketsBranch, tasksBranch, inboxBranch];
/** Events come in bursts (one publish, ten deliveries): one look afterwards is enough. */
const SETTLE_MILLISECONDS = 120;

/** Draws the branches. What is in them, each branch's own file knows. */
export class ResourceTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<TreeNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #connection: Connection;
  readonly #dictionary: Dictionary;
  readonly #stale = new Set<Branch>();
  #timer: NodeJS.Timeout | undefined;

  constructor(connection: Connection, dictionary: Dictionary) {
    this.#connection = connection;
    this.#dictionary = dictionary;
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    const { state } = this.#connection;
    if (state.kind !== "connected") return [];
    if (!node) return [...BRANCHES];
    return [...((await node.children?.(state.client)) ?? [])];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const item = new vscode.TreeItem(node.label, collapsibleState(node));
    item.id = node.id;
    item.contextValue = node.context ?? node.resource.kind;
    item.iconPath = new vscode.ThemeIcon(node.icon, node.color ? new vscode.ThemeColor(node.color) : undefined);
    if (node.description !== undefined) item.description = node.description;
    if (node.spoken) item.accessibilityInformation = { label: node.spoken };
    if (node.command) {
      const about = node.about ?? node;
      item.command = { command: `skyground.${node.command}`, title: node.label, arguments: [about] };
    }
    return item;
  }

  async resolveTreeItem(item: vscode.TreeItem, node: TreeNode): Promise<vscode.TreeItem> {
    const doc = node.term === undefined ? undefined : await this.#dictionary.term(node.term);
    item.tooltip = nodeTooltip(node, doc);
    return item;
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  /** Looks again at the branches that the events touch; at all of them when an event is not about one resource. */
  heard(events: readonly Event[]): void {
    for (const { resource } of events) {
      const touched = BRANCHES.filter((branch) => branch.touchedBy(resource));
      for (const branch of touched.length > 0 ? touched : BRANCHES) this.#stale.add(branch);
    }
    if (events.length === 0) for (const branch of BRANCHES) this.#stale.add(branch);
    this.#timer ??= setTimeout(() => this.#refreshStale(), SETTLE_MILLISECONDS);
  }

  /** Looks again at what changes with time alone. */
  tick(): void {
    for (const branch of BRANCHES) if (branch.restless()) this.#changed.fire(branch);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#changed.dispose();
  }

  #refreshStale(): void {
    this.#timer = undefined;
    for (const branch of this.#stale) this.#changed.fire(branch);
    this.#stale.clear();
  }
}

function collapsibleState({ children, expanded }: TreeNode): vscode.TreeItemCollapsibleState {
  if (!children) return vscode.TreeItemCollapsibleState.None;
  return expanded ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}
