import type { PlaygroundEvent } from "../core/event.ts";

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
  query(query: JournalQuery): Promise<readonly PlaygroundEvent[]>;
  /** Resolves once everything appended before can be read. */
  flush(): Promise<void>;
  drop(root: string): Promise<void>;
  close(): Promise<void>;
}
