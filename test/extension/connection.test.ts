import { describe, expect, test } from "vitest";
import { Connection, type RunningServer } from "../../extension/src/connection/connection.ts";
import { spokenDuration } from "../../extension/src/connection/status-bar.ts";
import { startTestServer } from "../api/support/server.ts";

/** A connection that starts no process, and what became of it. */
function connectionTo(url: string, localUrl?: string) {
  const log: string[] = [];
  let end = (): void => {};
  const connection = new Connection({
    localUrl: () => localUrl,
    async startServer(onExit): Promise<RunningServer> {
      log.push("server started");
      end = onExit;
      return {
        url,
        async stop() {
          log.push("server stopped");
        },
      };
    },
  });
  connection.onDidChange(({ kind }) => log.push(kind));
  return { connection, log, endServer: () => end() };
}

describe("the connection", () => {
  test("starts a server and stops it", async () => {
    const { connection, log } = connectionTo("http://127.0.0.1:1");
    await connection.start();
    await connection.start();
    await connection.stop();
    expect(log).toEqual(["starting", "server started", "connected", "disconnected", "server stopped"]);
  });

  test("uses the playground that another window has started, and leaves it running", async () => {
    await using server = await startTestServer();
    const { connection, log } = connectionTo("http://127.0.0.1:1", server.url);
    await connection.start();
    expect(connection.client.baseUrl).toBe(server.url);
    await connection.stop();
    expect(log).toEqual(["starting", "connected", "disconnected"]);
  });

  test("is none when the server ends by itself", async () => {
    const { connection, endServer } = connectionTo("http://127.0.0.1:1");
    await connection.start();
    endServer();
    expect(connection.state.kind).toBe("disconnected");
    expect(() => connection.client).toThrow(/^No playground is connected\. Start one/);
  });

  test("stays with the playground it has when another one does not answer", async () => {
    await using server = await startTestServer({ apiKey: "secret-key" });
    const { connection } = connectionTo("http://127.0.0.1:1");
    await connection.start();
    await expect(connection.connect(server.url, "guess")).rejects.toMatchObject({ status: 401 });
    expect(connection.client.baseUrl).toBe("http://127.0.0.1:1");
    await connection.connect(server.url, "secret-key");
    expect(connection.state).toMatchObject({ kind: "connected", local: false });
  });

  test("failing to start one is none, with the reason", async () => {
    const connection = new Connection({
      localUrl: () => undefined,
      startServer: () => Promise.reject(new Error("Port 4566 is taken.")),
    });
    await expect(connection.start()).rejects.toThrow("Port 4566 is taken.");
    expect(connection.state.kind).toBe("disconnected");
  });
});

test.each([
  [0, "0 s"],
  [90, "1 min 30 s"],
  [3_600, "1 h"],
  [93_784, "1 d 2 h"],
])("%d seconds are told as %s", (seconds, text) => {
  expect(spokenDuration(seconds)).toBe(text);
});
