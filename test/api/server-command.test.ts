import { access, mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ApiClient } from "./support/client.ts";
import { Command } from "./support/command.ts";
import { type TemporaryFolder, temporaryFolder } from "./support/temporary-folder.ts";

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove?.());

const start = (environment: Readonly<Record<string, string>> = {}, ...args: string[]) =>
  new Command(["--port", "0", "--data", join(folder.path, "data"), ...args], environment);

describe("npm start", () => {
  it("says what it is, where its data is, what to try and how to stop it; and stops", async () => {
    await using command = start();
    const url = await command.up();
    expect(await new ApiClient(url).get("/v1/health")).toMatchObject({ status: 200 });
    command.process.kill("SIGTERM");
    const { code, output, errors } = await command.ended();
    // A stop that takes longer than five seconds ends with another code.
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    expect(output).toMatch(/^Skyground \d+\.\d+\.\d+ is up on http:\/\/127\.0\.0\.1:\d+ \(\d+\.\d\d s\)/);
    expect(output).toContain(join(folder.path, "data"));
    expect(output).toContain(`curl -s --json '{"name":"orders"}' ${url}/v1/queues`);
    expect(output.split("\n").length).toBeLessThan(9);
  });

  it("keeps what it was told over an end of any kind", async () => {
    for (const signal of ["SIGKILL", "SIGINT"] as const) {
      await using command = start();
      const api = new ApiClient(await command.up());
      expect(await api.post("/v1/queues", { name: signal })).toMatchObject({ status: 201 });
      command.process.kill(signal);
      await command.ended();
    }
    await using command = start();
    const { body } = await new ApiClient(await command.up()).get("/v1/queues");
    expect(body).toMatchObject({ queues: [{ name: "SIGINT" }, { name: "SIGKILL" }] });
  });

  it("answers a waiting request and ends running tasks when it is stopped", async () => {
    await using command = start();
    const api = new ApiClient(await command.up());
    await api.post("/v1/queues", { name: "orders" });
    const waiting = api.post("/v1/queues/orders/messages/receive", { waitSeconds: 20 });
    await api.get("/v1/health");
    command.process.kill("SIGINT");
    expect(await waiting).toMatchObject({ status: 503, body: { detail: expect.stringContaining("is stopping") } });
    expect(await command.ended()).toMatchObject({ code: 0, errors: "" });
  });

  it("takes its settings from the environment too, and arguments win", async () => {
    const environment = { SKYGROUND_PORT: "1", SKYGROUND_HOST: "0.0.0.0", SKYGROUND_API_KEY: "secret" };
    await using command = start(environment, "--access-log");
    const url = await command.up();
    expect(await new ApiClient(url).get("/v1/playground")).toMatchObject({ status: 401 });
    expect(await new ApiClient(url, "secret").get("/v1/playground")).toMatchObject({ status: 200 });
    command.process.kill("SIGTERM");
    const { output } = await command.ended();
    const lines = output.split("\n").filter((line) => line.startsWith("{"));
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { method: "GET", path: "/v1/playground", status: 401 },
      { method: "GET", path: "/v1/playground", status: 200 },
    ]);
    expect(output).not.toContain("secret");
  });
});

describe("what can't start ends with one sentence", () => {
  async function refusal(command: Command): Promise<string> {
    await using running = command;
    const { errors, ...exit } = await running.ended();
    expect(exit).toEqual({ code: 1, signal: null, output: "" });
    expect(errors).toMatch(/^skyground: .*\n$/);
    return errors;
  }

  it("when the data folder is another server's", async () => {
    await using first = start();
    await first.up();
    expect(await refusal(start())).toContain("Another Skyground uses the data folder");
  });

  it("when the port is taken, and touches nothing", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as { port: number };
    const errors = await refusal(start({}, "--port", String(port)));
    expect(errors).toContain(`Port ${port} of 127.0.0.1 is in use`);
    expect(errors).toContain(`--port ${port + 1}`);
    await expect(access(join(folder.path, "data"))).rejects.toThrow();
    await new Promise((resolve) => other.close(resolve));
  });

  it("when the data folder can't be made", async () => {
    await mkdir(folder.path, { recursive: true });
    await writeFile(join(folder.path, "data"), "a file");
    expect(await refusal(start())).toContain("can't be used: a file is in its place");
  });

  it("when no folder can be made where it is to be", async () => {
    expect(await refusal(start({}, "--data", "/proc/skyground/data"))).toContain(
      "/proc/skyground/data can't be used: no folder can be made there",
    );
  });

  it.each([
    [["--port", "70000"], '--port must be a number from 0 to 65535, not "70000"'],
    [["--colour", "blue"], "Unknown option '--colour'"],
    [["extra"], "extra"],
    [["--host", "0.0.0.0"], "Set SKYGROUND_API_KEY"],
    [["--host", "203.0.113.77"], "Set SKYGROUND_API_KEY"],
  ])("when the arguments are wrong: %j", async (args, sentence) => {
    expect(await refusal(start({}, ...args))).toContain(sentence);
  });

  it("when the address is not this machine's", async () => {
    const errors = await refusal(start({ SKYGROUND_API_KEY: "secret" }, "--host", "203.0.113.77"));
    expect(errors).toContain("203.0.113.77 is no address of this machine");
  });
});

describe("asked for help or its version", () => {
  it("tells and ends", async () => {
    const help = await new Command(["--help"]).ended();
    expect(help).toMatchObject({ code: 0, errors: "" });
    for (const word of ["--port", "--host", "--data", "SKYGROUND_API_KEY"]) expect(help.output).toContain(word);
    expect((await new Command(["--version"]).ended()).output).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
