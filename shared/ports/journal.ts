import type { PlaygroundEvent } from "../core/event.ts";
import { MILLISECONDS_PER_DAY } from "../core/time.ts";

export interface JournalQuery {
  /** The playground's key root. */
  readonly root: string;
  /** Exclusive: events behind this id. */
  readonly after?: string;
  readonly traceId?: string;
  /** An ARN. An ARN that ends in `*` matches by prefix. */
  readonly resource?: string;
  readonly limit: number;
  /** Newest first. */
  readonly reverse?: boolean;
}

/** What happened in a playground, capped by count and age, oldest dropped first. */
export interface Journal {
  /** Returns at once: what is appended becomes readable and durable within moments, and a crash may lose the last of it. */
  append(root: string, events: readonly PlaygroundEvent[]): void;
  /** Sees everything that this process has appended before. */
  query(query: JournalQuery): Promise<readonly PlaygroundEvent[]>;
  /** Resolves once everything appended before can be read. */
  flush(): Promise<void>;
  drop(root: string): Promise<void>;
  close(): Promise<void>;
}

/** Every adapter's caps per root; a composition root or a test may choose others. */
export interface JournalCaps {
  readonly maxEvents: number;
  /** Wall time since the event was appended: advancing a playground's clock by a month forgets nothing. */
  readonly maxAgeMilliseconds: number;
}

export function journalCaps(chosen: Partial<JournalCaps>): JournalCaps {
  return { maxEvents: 10_000, maxAgeMilliseconds: 7 * MILLISECONDS_PER_DAY, ...chosen };
}

/** Whether an event is of the query's trace and resource. */
export function matchesQuery(
  event: Pick<PlaygroundEvent, "traceId" | "resource">,
  { traceId, resource }: Pick<JournalQuery, "traceId" | "resource">,
): boolean {
  if (traceId !== undefined && event.traceId !== traceId) return false;
  if (resource === undefined) return true;
  return resource.endsWith("*") ? event.resource.startsWith(resource.slice(0, -1)) : event.resource === resource;
}
