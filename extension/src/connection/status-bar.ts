import * as vscode from "vscode";
import type { Connection } from "./connection.ts";

/** Running or stopped, and the playground's clock, which ticks here and is asked for only when it may have jumped. */
export class StatusBar implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem("skyground.status", vscode.StatusBarAlignment.Left, 10);
  readonly #connection: Connection;
  readonly #timer: NodeJS.Timeout;
  /** Playground time minus this machine's time. */
  #offsetMilliseconds: number | undefined;
  #aheadSeconds = 0;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#item.name = "Skyground";
    this.#timer = setInterval(() => this.#show(), 1_000);
    this.#show();
    this.#item.show();
  }

  async readClock(): Promise<void> {
    const { state } = this.#connection;
    this.#offsetMilliseconds = undefined;
    if (state.kind === "connected") {
      const clock = await state.client.call("getClock").catch(() => undefined);
      if (clock) {
        this.#offsetMilliseconds = Date.parse(clock.now) - Date.now();
        this.#aheadSeconds = clock.aheadSeconds;
      }
    }
    this.#show();
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#item.dispose();
  }

  #show(): void {
    const { state } = this.#connection;
    if (state.kind === "starting") {
      this.#item.text = "$(loading~spin) Skyground";
      this.#item.tooltip = "The playground is starting";
      this.#item.command = "skyground.showLog";
    } else if (state.kind === "disconnected") {
      this.#item.text = "$(circle-outline) Skyground";
      this.#item.tooltip = "The playground is stopped. Click to start it";
      this.#item.command = "skyground.start";
    } else {
      this.#item.text = `$(circle-filled) Skyground${this.#time()}`;
      this.#item.tooltip = `${state.local ? "Running" : "Connected"}: ${state.client.baseUrl}\n${this.#clockText()}`;
      this.#item.command = "skyground.advanceClock";
    }
  }

  #time(): string {
    if (this.#offsetMilliseconds === undefined) return "";
    const ahead = this.#aheadSeconds > 0 ? ` (+${spokenDuration(this.#aheadSeconds)})` : "";
    return ` ${new Date(Date.now() + this.#offsetMilliseconds).toLocaleTimeString()}${ahead}`;
  }

  #clockText(): string {
    const ahead = this.#aheadSeconds > 0 ? `is ${spokenDuration(this.#aheadSeconds)} ahead` : "shows the real time";
    return `The playground's clock ${ahead}. Click to advance it`;
  }
}

/** `90` is "1 min 30 s"; the two largest units, since nobody reads more. */
export function spokenDuration(seconds: number): string {
  const units: readonly (readonly [string, number])[] = [
    ["d", 86_400],
    ["h", 3_600],
    ["min", 60],
    ["s", 1],
  ];
  let rest = Math.round(seconds);
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  return parts.slice(0, 2).join(" ") || "0 s";
}
