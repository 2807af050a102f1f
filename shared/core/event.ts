import type { ValueObject } from "./json.ts";

/** What happened, in the lesson's words, as an operation says it. The engine adds instant, trace and id. */
export interface EventDraft {
  /** A dotted word to filter by: `message.sent`, `task.stopped`. */
  readonly type: string;
  /** The ARN of the resource that it happened to. */
  readonly resource: string;
  /** A sentence for a person. */
  readonly text: string;
  readonly detail?: ValueObject;
  /** The trace of what began this, where that is not the request at hand: a task's end belongs to the trace of its start. */
  readonly traceId?: string;
}

export interface PlaygroundEvent extends EventDraft {
  /** Grows with time within a playground; resume a list after it. */
  readonly id: string;
  readonly traceId: string;
  /** Playground time. */
  readonly at: number;
}
