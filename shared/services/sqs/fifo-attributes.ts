import { invalidAttributeName, invalidAttributeValue } from "./errors.ts";
import type { FifoSettings, QueueSettings } from "./model.ts";

/** AWS's: what CreateQueue gives a FIFO queue that asks for nothing else. */
export const DEFAULT_FIFO: FifoSettings = {
  contentBasedDeduplication: false,
  deduplicationScope: "queue",
  throughputLimit: "perQueue",
};

export const FIFO_ATTRIBUTES: ReadonlySet<string> = new Set([
  "FifoQueue",
  "ContentBasedDeduplication",
  "DeduplicationScope",
  "FifoThroughputLimit",
]);

/** Standard queues have none of them; AWS says that it doesn't know them there. */
export function applyFifoAttribute<Settings extends QueueSettings>(
  settings: Settings,
  name: string,
  value: string,
): Settings {
  const { fifo } = settings;
  if (!fifo) throw invalidAttributeName(name);
  return { ...settings, fifo: changed(fifo, name, value) };
}

function changed(fifo: FifoSettings, name: string, value: string): FifoSettings {
  switch (name) {
    case "FifoQueue":
      if (value === "true") return fifo;
      throw invalidAttributeValue(name, "Modifying queue type is not supported.");
    case "ContentBasedDeduplication":
      if (value !== "true" && value !== "false") throw invalidAttributeValue(name);
      return { ...fifo, contentBasedDeduplication: value === "true" };
    case "DeduplicationScope":
      if (value !== "queue" && value !== "messageGroup") throw invalidAttributeValue(name);
      return { ...fifo, deduplicationScope: value };
    default:
      if (value !== "perQueue" && value !== "perMessageGroupId") throw invalidAttributeValue(name);
      return { ...fifo, throughputLimit: value };
  }
}

/** High throughput needs both settings. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/high-throughput-fifo.html */
export function checkFifoSettings({ fifo }: QueueSettings, attributes: Readonly<Record<string, string>>): void {
  if (fifo?.throughputLimit !== "perMessageGroupId" || fifo.deduplicationScope === "messageGroup") return;
  const name = attributes.FifoThroughputLimit === undefined ? "DeduplicationScope" : "FifoThroughputLimit";
  const rule = "The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup.";
  throw invalidAttributeValue(name, rule);
}
