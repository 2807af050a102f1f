import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { ValueObject } from "../shared/core/json.ts";
import { effectRef } from "../shared/jobs/background.ts";
import type { App } from "./app.ts";
import { deployedApp, settle } from "./deployed.ts";

/**
 * Delivers effects, a batch at a time. What can't be delivered now the engine itself tries again later; a record fails only
 * when the engine could not even write that down, and then SQS hands that record out again, and none of the others.
 */
export async function work(app: App, { Records }: SQSEvent): Promise<SQSBatchResponse> {
  const failures = await Promise.all(
    Records.map(async (record) => {
      try {
        await app.engine.deliver(effectRef(jobOf(record)));
        return [];
      } catch (error) {
        app.onError(error, `delivering ${record.messageId}`);
        return [{ itemIdentifier: record.messageId }];
      }
    }),
  );
  return { batchItemFailures: failures.flat() };
}

export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const app = await deployedApp();
  try {
    return await work(app, event);
  } finally {
    await settle(app);
  }
}

function jobOf({ messageId, body, attributes }: SQSRecord) {
  const payload = JSON.parse(body) as ValueObject;
  return { id: messageId, payload, attempt: Number(attributes?.ApproximateReceiveCount ?? 1) };
}
