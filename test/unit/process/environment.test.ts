import { expect, test, vi } from "vitest";
import { createHarness } from "./harness.ts";

const TELL = `
  const { env, execArgv } = process;
  console.log(JSON.stringify({ env, execArgv, cwd: process.cwd() }));
  setInterval(() => {}, 1000);
`;

async function tell(server: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>> = {}) {
  for (const [name, value] of Object.entries(server)) vi.stubEnv(name, value);
  const harness = await createHarness({ environment: { SKYGROUND_URL: "http://127.0.0.1:4566" } });
  const task = await harness.startScript(TELL, { environment });
  vi.unstubAllEnvs();
  const [line = ""] = await harness.printed(task, /^\{.*\}$/m);
  const told: { env: Record<string, string>; execArgv: string[]; cwd: string } = JSON.parse(line);
  return { ...told, task, folder: harness.folder };
}

test("a task gets its definition's variables and who it is", async () => {
  const { env, task } = await tell({}, { COLOUR: "blue", EMPTY: "" });
  expect(env).toMatchObject({
    COLOUR: "blue",
    EMPTY: "",
    SKYGROUND_TASK: task,
    SKYGROUND_URL: "http://127.0.0.1:4566",
    AWS_EXECUTION_ENV: "AWS_ECS_FARGATE",
    AWS_REGION: "eu-west-1",
    AWS_DEFAULT_REGION: "eu-west-1",
  });
});

test("a task's definition may choose other values than the runtime", async () => {
  const { env } = await tell({}, { AWS_REGION: "us-west-2", SKYGROUND_URL: "http://example" });
  expect(env).toMatchObject({ AWS_REGION: "us-west-2", SKYGROUND_URL: "http://example" });
});

test("nothing of the server's environment reaches a task but what programs need to run", async () => {
  const secrets = {
    AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
    AWS_PROFILE: "work",
    SKYGROUND_ADMIN_KEY: "secret",
    NODE_OPTIONS: "--no-warnings",
    NODE_EXTRA_CA_CERTS: "/etc/ssl/certs/none.pem",
  };
  const { env } = await tell(secrets);
  for (const name of Object.keys(secrets)) expect(env).not.toHaveProperty(name);
});

test("home, temporary files and working directory are the task's own, so that it finds no ~/.aws", async () => {
  const { env, cwd, folder } = await tell({});
  for (const path of [env.HOME, env.TMPDIR, cwd]) expect(path).toContain(folder);
});

test("the guard leaves no trace that the app's own children could pick up", async () => {
  const { env, execArgv } = await tell({});
  expect(env).not.toHaveProperty("SKYGROUND_GUARD");
  expect(execArgv).toEqual([]);
});

test("a process that the app forks runs as it would anywhere", async () => {
  const harness = await createHarness();
  const task = await harness.startScript(`
    const { fork } = require("node:child_process");
    if (process.argv[2] === "child") process.send({ hello: process.execArgv.length });
    else fork(__filename, ["child"]).on("message", ({ hello }) => console.log("child says", hello));
  `);
  expect(await harness.reports.stopped(task)).toMatchObject({ exitCode: 0 });
  expect(await harness.output(task)).toEqual(["child says 0"]);
});
