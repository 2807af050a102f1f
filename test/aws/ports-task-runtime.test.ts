import { randomUUID } from "node:crypto";
import { ECSClient } from "@aws-sdk/client-ecs";
import { afterAll, beforeAll } from "vitest";
import { EcsTaskRuntime } from "../../shared/adapters/ecs/task-runtime.ts";
import { MemoryTableStore } from "../../shared/adapters/memory/table-store.ts";
import { SystemClock } from "../../shared/adapters/system/clock.ts";
import { SystemRandom } from "../../shared/adapters/system/random.ts";
import { startTestServer, type TestServer } from "../api/support/server.ts";
import { taskRuntimeContract } from "../ports/task-runtime.ts";
import { CLIENT } from "./support/clients.ts";
import { fargateSettings } from "./support/fargate.ts";

/* Against Skyground's own ECS, whose tasks are processes: its answers have AWS's shapes, its images are Node. */

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ adapters: "lmdb" });
});
afterAll(() => server.close());

taskRuntimeContract(
  "EcsTaskRuntime",
  () => {
    const clock = new SystemClock();
    const runtime = new EcsTaskRuntime({
      client: new ECSClient({ ...CLIENT, endpoint: server.url }),
      // A family of its own: what another test's store knows, this one's doesn't.
      settings: { ...fargateSettings(), familyPrefix: `tasks-${randomUUID()}` },
      store: new MemoryTableStore({ random: new SystemRandom() }),
      clock,
      environment: { SKYGROUND_URL: server.url },
      shareFiles: () => Promise.reject(new Error("no test has files")),
    });
    const done = new AbortController();
    // On AWS an event and the sweep ask.
    const asking = (async () => {
      while (!done.signal.aborted) {
        await runtime.observe();
        await clock.sleep(50, done.signal);
      }
    })();
    return {
      runtime: closingWith(runtime, async () => {
        done.abort();
        await asking;
      }),
      async exit(_task, exitCode, address) {
        await fetch(`${address}/die`, { method: "POST", body: JSON.stringify({ exitCode }) });
      },
    };
  },
  { refusal: /does not run ".*skyground\/web.*skyground\/worker.*node/, elsewhere: true },
);

function closingWith(runtime: EcsTaskRuntime, before: () => Promise<void>): EcsTaskRuntime {
  const { close } = runtime;
  runtime.close = async () => {
    await before();
    await close.call(runtime);
  };
  return runtime;
}
