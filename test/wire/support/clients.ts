import type { TestServer } from "../../api/support/server.ts";

/**
 * What every client of AWS's SDK needs to find a server of ours, whose address it asks at its first call. One attempt: a test wants
 * to see the first answer.
 */
export function clientOptions(server: Pick<TestServer, "url">, { account = "test", region = "us-east-1" } = {}) {
  return {
    endpoint: async () => ({ url: new URL(server.url) }),
    region,
    credentials: { accessKeyId: account, secretAccessKey: "secret" },
    maxAttempts: 1,
  };
}

/** What a refused call threw, as the SDK names it. */
export async function refusalOf(call: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { ...(error as object), name, message, status: $metadata?.httpStatusCode };
  }
  throw new Error("the call was not refused");
}
