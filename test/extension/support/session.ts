import type * as vscode from "vscode";
import { activate, deactivate } from "../../../extension/src/extension.ts";
import type { TreeNode } from "../../../extension/src/tree/node.ts";
import type { ResourceTree } from "../../../extension/src/tree/tree.ts";
import { startTestServer, type TestServer, type TestServerOptions } from "../../api/support/server.ts";
import { editor } from "./vscode.ts";

export interface Session extends AsyncDisposable {
  readonly server: TestServer;
  readonly tree: ResourceTree;
  readonly secrets: Map<string, string>;
  /** Runs a command as a person who gives these answers. */
  run(name: string, answers?: readonly string[], node?: TreeNode): Promise<void>;
  /** The nodes below one that is named by its labels, without hints: none for the roots. */
  nodes(...labels: readonly string[]): Promise<readonly TreeNode[]>;
  node(...labels: readonly string[]): Promise<TreeNode>;
}

/** The whole extension, activated on the mock editor and connected to a server of its own. */
export async function openSession(options: TestServerOptions = {}): Promise<Session> {
  const server = await startTestServer(options);
  const secrets = new Map<string, string>();
  const context = activateOnMock(secrets);
  const tree: ResourceTree = editor.providers.get("tree");

  const session: Session = {
    server,
    tree,
    secrets,
    async run(name, answers = [], node = undefined) {
      editor.answers.push(...answers);
      await editor.commands.get(`skyground.${name}`)?.(node);
      editor.answers.length = 0;
    },
    async nodes(...labels) {
      const nodes = await tree.getChildren(labels.length === 0 ? undefined : await session.node(...labels));
      return nodes.filter(({ resource }) => resource.kind !== "hint");
    },
    async node(...labels) {
      let found: TreeNode | undefined;
      for (const label of labels) {
        found = (await tree.getChildren(found)).find((node) => node.label === label);
        if (!found) throw new Error(`The tree has no ${labels.join(" > ")}`);
      }
      if (!found) throw new Error("A node is named by its labels");
      return found;
    },
    async [Symbol.asyncDispose]() {
      await deactivate();
      for (const each of context.subscriptions) each.dispose();
      editor.forget();
      await server.close();
    },
  };
  await session.run("connect", [server.url, options.apiKey ?? ""]);
  return session;
}

/** What activate is given by an editor, as far as it is used. */
export function activateOnMock(secrets = new Map<string, string>()): { subscriptions: { dispose(): unknown }[] } {
  const memory = new Map<string, unknown>();
  const context = {
    subscriptions: [],
    extensionPath: "/nonexistent",
    globalStorageUri: { fsPath: "/nonexistent" },
    secrets: {
      get: async (key: string) => secrets.get(key),
      store: async (key: string, value: string) => void secrets.set(key, value),
    },
    globalState: {
      get: (key: string) => memory.get(key),
      update: async (key: string, value: unknown) => void memory.set(key, value),
    },
  };
  activate(context as unknown as vscode.ExtensionContext);
  return context;
}
