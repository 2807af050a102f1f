import type { Client } from "../api/client.ts";
import type { Connection } from "../connection/connection.ts";
import type { LiveTexts } from "../documents/live-texts.ts";
import type { TreeNode } from "../tree/node.ts";

/** What commands work with. */
export interface CommandContext {
  readonly connection: Connection;
  /** Throws a sentence when no playground is connected. */
  readonly client: Client;
  readonly texts: LiveTexts;
  /** Keeps the key of the playground that was connected to last. */
  readonly secrets: {
    get(key: string): Thenable<string | undefined>;
    store(key: string, value: string): Thenable<void>;
  };
  readonly memory: { get(key: string): unknown; update(key: string, value: unknown): Thenable<void> };
  refresh(): void;
  showLog(): void;
  /** Shows progress in the view while the work is under way. */
  busy<T>(work: () => Promise<T>): Promise<T>;
}

/** One command. It may throw: what it throws is shown as a sentence. */
export interface Command {
  /** Its id without "skyground.". */
  readonly name: string;
  /** The node on whose menu it was chosen, or nothing from the palette. */
  run(context: CommandContext, node: TreeNode | undefined): Promise<void>;
}
