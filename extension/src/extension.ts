import { join } from "node:path";
import * as vscode from "vscode";
import type { CommandContext } from "./commands/command.ts";
import { registerCommands } from "./commands/register.ts";
import { commands } from "./commands/table.ts";
import { Connection } from "./connection/connection.ts";
import { EventFollower } from "./connection/event-follower.ts";
import { LocalServer } from "./connection/local-server.ts";
import { StatusBar } from "./connection/status-bar.ts";
import { CommandLenses, LENS_LANGUAGES } from "./docs/command-lenses.ts";
import { Dictionary } from "./docs/dictionary.ts";
import { DocsHover, HOVER_LANGUAGES } from "./docs/hover.ts";
import { LiveTexts, TEXT_SCHEME } from "./documents/live-texts.ts";
import { OBJECT_SCHEME, ObjectFiles } from "./documents/objects.ts";
import { SETTINGS_SCHEME, SettingsFiles } from "./documents/settings/files.ts";
import { ResourceTree } from "./tree/tree.ts";

const VIEW = "skyground.resources";
/** How often is looked again at what changes with time alone. */
const TICK_MILLISECONDS = 2_000;

/** What deactivate has to stop: the editor passes it nothing. */
let active: Connection | undefined;

export function activate(extension: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Skyground");
  const connection = new Connection(localServerOptions(extension, log));
  active = connection;
  const dictionary = new Dictionary();
  const tree = new ResourceTree(connection, dictionary);
  const texts = new LiveTexts(connection);
  const objects = new ObjectFiles(connection);
  const settings = new SettingsFiles(connection);
  const lenses = new CommandLenses(connection);
  const statusBar = new StatusBar(connection);
  const view = vscode.window.createTreeView(VIEW, { treeDataProvider: tree, showCollapseAll: true });
  const following = followPlayground({ connection, tree, texts, statusBar, dictionary });
  const timer = setInterval(() => {
    if (view.visible) tree.tick();
    texts.refresh();
  }, TICK_MILLISECONDS);

  const context: CommandContext = {
    connection,
    get client() {
      return connection.client;
    },
    texts,
    secrets: extension.secrets,
    memory: extension.globalState,
    refresh: () => tree.refresh(),
    showLog: () => log.show(true),
    busy: async (work) => vscode.window.withProgress({ location: { viewId: VIEW } }, work),
  };
  extension.subscriptions.push(
    ...[log, connection, tree, texts, objects, settings, lenses, statusBar, view, following],
    { dispose: () => clearInterval(timer) },
    registerCommands(commands, context),
    vscode.languages.registerHoverProvider([...HOVER_LANGUAGES], new DocsHover(dictionary)),
    vscode.languages.registerCodeLensProvider([...LENS_LANGUAGES], lenses),
    vscode.workspace.registerTextDocumentContentProvider(TEXT_SCHEME, texts),
    vscode.workspace.registerFileSystemProvider(OBJECT_SCHEME, objects, { isCaseSensitive: true }),
    vscode.workspace.registerFileSystemProvider(SETTINGS_SCHEME, settings, { isCaseSensitive: true }),
  );
}

export async function deactivate(): Promise<void> {
  await active?.stop();
}

interface Followers {
  readonly connection: Connection;
  readonly tree: ResourceTree;
  readonly texts: LiveTexts;
  readonly statusBar: StatusBar;
  readonly dictionary: Dictionary;
}

/** Keeps what is shown in step with the playground that is connected. */
function followPlayground({ connection, tree, texts, statusBar, dictionary }: Followers): vscode.Disposable {
  let follower: EventFollower | undefined;
  const subscription = connection.onDidChange((state) => {
    follower?.dispose();
    follower = undefined;
    void vscode.commands.executeCommand("setContext", "skyground.connected", state.kind === "connected");
    void vscode.commands.executeCommand("setContext", "skyground.starting", state.kind === "starting");
    tree.refresh();
    void statusBar.readClock();
    if (state.kind !== "connected") return;
    void dictionary.load(state.client);
    follower = new EventFollower({
      client: state.client,
      onEvents(events) {
        tree.heard(events);
        texts.refresh();
        if (events.some(({ type }) => type.startsWith("clock.") || type.startsWith("playground.")))
          void statusBar.readClock();
      },
      onLost() {
        connection.lost();
        void vscode.window.showWarningMessage(`The playground at ${state.client.baseUrl} does not answer any more.`);
      },
    });
  });
  return vscode.Disposable.from(subscription, { dispose: () => follower?.dispose() });
}

function localServerOptions(extension: vscode.ExtensionContext, log: vscode.OutputChannel) {
  const settings = () => vscode.workspace.getConfiguration("skyground");
  const storage = extension.globalStorageUri.fsPath;
  const port = () => settings().get<number>("port", 4566);
  return {
    localUrl: () => (port() === 0 ? undefined : `http://127.0.0.1:${port()}`),
    startServer: (onExit: () => void) =>
      LocalServer.start({
        serverFolder: join(extension.extensionPath, "dist", "server"),
        nodePath: settings().get("nodePath", ""),
        dataFolder: settings().get("dataFolder", "") || join(storage, "data"),
        cacheFolder: join(storage, "compile-cache"),
        port: port(),
        log: (text) => log.append(text),
        onExit,
      }),
  };
}
