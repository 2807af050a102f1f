import * as vscode from "vscode";
import { Client } from "../api/client.ts";

export type ConnectionState =
  | { readonly kind: "disconnected" }
  | { readonly kind: "starting" }
  | { readonly kind: "connected"; readonly client: Client; readonly local: boolean };

/** What runs the local server: LocalServer, or a test's own. */
export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

export interface ConnectionOptions {
  /** Starts the local server, and tells when it ends. */
  startServer(onExit: () => void): Promise<RunningServer>;
  /** Where a local server would be, if another window had started it. */
  localUrl(): string | undefined;
}

/** Which playground the editor talks to: none, a local one that it started itself, or one at an address. */
export class Connection implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<ConnectionState>();
  readonly onDidChange = this.#changed.event;
  readonly #options: ConnectionOptions;
  #state: ConnectionState = { kind: "disconnected" };
  #server: RunningServer | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Throws a sentence when there is none. */
  get client(): Client {
    if (this.#state.kind === "connected") return this.#state.client;
    throw new Error("No playground is connected. Start one from the Skyground view, or connect to one.");
  }

  /** Uses the local playground of another window when there is one: two servers can't share a port and a data folder. */
  async start(): Promise<void> {
    if (this.#state.kind !== "disconnected") return;
    this.#change({ kind: "starting" });
    try {
      const others = await this.#findRunning();
      this.#server = others ? undefined : await this.#options.startServer(() => this.#ended());
      const client = others ?? new Client({ baseUrl: this.#server?.url ?? "" });
      this.#change({ kind: "connected", client, local: true });
    } catch (error) {
      this.#change({ kind: "disconnected" });
      throw error;
    }
  }

  /** Leaves the playground there was, once the new one has answered. */
  async connect(baseUrl: string, apiKey: string | undefined): Promise<void> {
    const client = new Client({ baseUrl, apiKey });
    await client.call("getPlayground");
    await this.stop();
    this.#change({ kind: "connected", client, local: false });
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.#change({ kind: "disconnected" });
    await server?.stop();
  }

  /** The playground was there and is not any more. */
  lost(): void {
    if (this.#state.kind === "connected") void this.stop();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #findRunning(): Promise<Client | undefined> {
    const baseUrl = this.#options.localUrl();
    if (!baseUrl) return undefined;
    const client = new Client({ baseUrl });
    return client.call("getPlayground", { signal: AbortSignal.timeout(2_000) }).then(
      () => client,
      () => undefined,
    );
  }

  #ended(): void {
    if (!this.#server) return;
    this.#server = undefined;
    this.#change({ kind: "disconnected" });
  }

  #change(state: ConnectionState): void {
    this.#state = state;
    this.#changed.fire(state);
  }
}
