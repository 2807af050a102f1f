import type { ApiClient } from "../../api/support/client.ts";

/** What the writers know for certain, and what a kill has left open. */
export class Ledger {
  /** Bodies of messages whose send was answered. */
  readonly sent = new Set<string>();
  /** Bodies whose deletion was answered. */
  readonly deletedMessages = new Set<string>();
  /** Bodies whose deletion was asked for and not answered: either is right. */
  readonly openMessages = new Set<string>();
  /** Keys whose upload was answered; the body is the key. */
  readonly stored = new Set<string>();
  readonly deletedObjects = new Set<string>();
  readonly openObjects = new Set<string>();
}

export interface WriterOptions {
  readonly api: ApiClient;
  readonly ledger: Ledger;
  /** Makes every name its own. */
  readonly name: string;
  /** From 0 to below 1: what this writer does next. */
  chance(): number;
  readonly signal: AbortSignal;
}

const MESSAGES = "/v1/queues/crash/messages";
const OBJECTS = "/v1/buckets/crash-bucket/objects";

/** Writes and deletes until the server is gone. Only what was answered is entered as certain. */
export async function write({ api, ledger, name, chance, signal }: WriterOptions): Promise<void> {
  const mine: string[] = [];
  for (let count = 0; !signal.aborted; count += 1) {
    try {
      const one = `${name}-${count}`;
      const turn = chance();
      if (turn < 0.4) await sendMessage(api, ledger, one);
      else if (turn < 0.75) await putObject(api, ledger, one, mine);
      else if (turn < 0.88) await deleteMessage(api, ledger);
      else await deleteObject(api, ledger, mine.shift());
    } catch (error) {
      // The server was killed in the middle of it: what was asked stays open.
      if (error instanceof TypeError || signal.aborted) return;
      throw error;
    }
  }
}

async function sendMessage(api: ApiClient, ledger: Ledger, body: string): Promise<void> {
  const { status } = await api.post(MESSAGES, { body });
  if (status !== 201) throw new Error(`send: ${status}`);
  ledger.sent.add(body);
}

async function putObject(api: ApiClient, ledger: Ledger, key: string, mine: string[]): Promise<void> {
  // Beyond the size that stays in the row, so that rows and files must agree.
  const { status } = await api.send("PUT", `${OBJECTS}/${key}`, { body: objectBody(key) });
  if (status !== 200) throw new Error(`put: ${status}`);
  ledger.stored.add(key);
  mine.push(key);
}

export function objectBody(key: string): string {
  return key.padEnd(6000, ".");
}

async function deleteMessage(api: ApiClient, ledger: Ledger): Promise<void> {
  const { body } = await api.post<{ messages: { body: string; receiptHandle: string }[] }>(`${MESSAGES}/receive`, {});
  for (const { body: text, receiptHandle } of body.messages) {
    ledger.openMessages.add(text);
    const { status } = await api.delete(`${MESSAGES}/${receiptHandle}`);
    if (status !== 204) throw new Error(`delete: ${status}`);
    ledger.deletedMessages.add(text);
  }
}

async function deleteObject(api: ApiClient, ledger: Ledger, key: string | undefined): Promise<void> {
  if (key === undefined) return;
  ledger.openObjects.add(key);
  const { status } = await api.delete(`${OBJECTS}/${key}`);
  if (status !== 204) throw new Error(`delete: ${status}`);
  ledger.deletedObjects.add(key);
}
