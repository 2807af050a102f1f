import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import type { AlbHandler } from "../../../functions/alb.ts";
import type { SweepEvent } from "../../../functions/sweep.ts";
import { API_KEY, type Request } from "./alb-event.ts";
import { deploy, type FunctionName, importFunction, invoke, throughLoadBalancer } from "./packaged.ts";
import { observed } from "./permissions.ts";

export const URL_OF_ALB = "http://skyground-1234567890.us-east-1.elb.amazonaws.com";
export const OWNER = "000000000000";

const NAMES: readonly FunctionName[] = ["buckets", "topics", "queues", "playground", "aws"];

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** All of the packaged functions, their tables and queues, as one deployment. */
export async function install() {
  const deployment = await deploy();
  const functions = new Map<FunctionName, AlbHandler>();
  for (const name of NAMES) {
    functions.set(name, observed(name, (await importFunction<{ handler: AlbHandler }>(name)).handler));
  }
  type Worker = (event: SQSEvent) => Promise<SQSBatchResponse>;
  const worker = observed("worker", (await importFunction<{ handler: Worker }>("worker")).handler);
  type Sweeper = (event: SweepEvent) => Promise<void>;
  const sweep = observed("sweep", (await importFunction<{ handler: Sweeper }>("sweep")).handler);

  function call(name: FunctionName, request: Request) {
    const handler = functions.get(name);
    if (!handler) throw new Error(`no function ${name}`);
    return invoke(handler, request);
  }

  return {
    call,
    sweep,
    /** What an AWS client needs to speak to the function of AWS's protocols, as an account or with keys of its own. */
    client(who: string | Keys = OWNER) {
      const keys = typeof who === "string" ? { accessKeyId: who, secretAccessKey: API_KEY } : who;
      return {
        region: "us-east-1",
        endpoint: URL_OF_ALB,
        credentials: keys,
        requestHandler: throughLoadBalancer((request) => call("aws", request)),
        maxAttempts: 1,
      };
    },
    settle: () => deployment.settle(worker),
    /** Moves the playground's clock on; what falls due happens before the answer. */
    async advance(advanceSeconds: number): Promise<void> {
      const path = "/v1/playground/clock";
      const { status, bytes } = await call("playground", { method: "POST", path, json: { advanceSeconds } });
      if (status !== 200) throw new Error(bytes.toString());
    },
    remove: () => deployment.remove(),
  };
}

export type Installation = Awaited<ReturnType<typeof install>>;

export function allow(Principal: Readonly<Record<string, string>>, Action: string, Resource: string): string {
  const Statement = [{ Effect: "Allow", Principal, Action, Resource }];
  return JSON.stringify({ Version: "2012-10-17", Statement });
}
