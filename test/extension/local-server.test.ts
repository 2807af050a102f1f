import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { LocalServer, serverEnvironment } from "../../extension/src/connection/local-server.ts";
import { temporaryFolder } from "../api/support/temporary-folder.ts";

/* How the extension runs a server, with small programs in the server's place. The real one: extension/test/ui. */

const GUARD = join(import.meta.dirname, "..", "..", "extension", "server", "end-with-parent.mjs");

async function startProgram(program: string) {
  const folder = await temporaryFolder();
  onTestFinished(() => folder.remove?.());
  await writeFile(join(folder.path, "main.mjs"), program);
  await copyFile(GUARD, join(folder.path, "end-with-parent.mjs"));
  const onExit = vi.fn();
  const started = LocalServer.start({
    serverFolder: folder.path,
    nodePath: process.execPath,
    dataFolder: join(folder.path, "data"),
    cacheFolder: join(folder.path, "cache"),
    port: 4566,
    log() {},
    onExit,
  });
  return { started, onExit };
}

const UP = 'console.log("Skyground 0.1.0 is up on http://127.0.0.1:1 (0.1 s)"); setInterval(() => {}, 1000);';

describe("the local server", () => {
  test("is up when it says where, and is told port and data folder", async () => {
    const { started } = await startProgram(
      'console.log("is up on http://" + process.argv[3] + process.argv[5].slice(-5)); setInterval(() => {}, 1000);',
    );
    const server = await started;
    expect(server.url).toBe("http://4566/data");
    await server.stop();
  });

  test("that can't start gives its own sentence", async () => {
    const { started } = await startProgram('console.error("skyground: Port 4566 is taken."); process.exit(1);');
    await expect(started).rejects.toThrow("Port 4566 is taken.");
  });

  test("that is no program gives a sentence too", async () => {
    const { started } = await startProgram("process.exit(3);");
    await expect(started).rejects.toThrow("The server ended at once (3). Its log says more.");
  });

  test("ends cleanly when the editor lets go of it", async () => {
    const { started, onExit } = await startProgram(`process.on("SIGTERM", () => process.exit(0)); ${UP}`);
    const server = await started;
    await server.stop();
    expect(onExit).toHaveBeenCalledWith(0, null);
    await server.stop();
  });

  test("tells when it ends by itself", async () => {
    const { started, onExit } = await startProgram(`${UP} setTimeout(() => process.exit(7), 50);`);
    await started;
    await vi.waitFor(() => expect(onExit).toHaveBeenCalledWith(7, null));
  });

  test("gets the person's environment without what would change Node or Skyground", () => {
    const own = {
      PATH: "/bin",
      HOME: "/home/ada",
      NODE_OPTIONS: "--inspect",
      ELECTRON_RUN_AS_NODE: "1",
      SKYGROUND_PORT: "1",
    };
    expect(serverEnvironment(own, "/cache")).toEqual({ PATH: "/bin", HOME: "/home/ada", NODE_COMPILE_CACHE: "/cache" });
  });
});
