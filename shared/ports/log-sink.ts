export interface LogLine {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly text: string;
  /** Grows within a stream; resume behind it. */
  readonly id: string;
}

/** Where the output of tasks (and later functions) goes: lines in streams, each stream capped, oldest dropped first. */
export interface LogSink {
  /** Returns at once; lines longer than the adapter's limit are cut and say so. */
  append(stream: string, lines: readonly { readonly at: number; readonly text: string }[]): void;
  read(query: LogQuery): Promise<readonly LogLine[]>;
  /** Resolves once everything appended before can be read. */
  flush(): Promise<void>;
  /** Removes every stream that begins with the prefix. */
  drop(streamPrefix: string): Promise<void>;
  close(): Promise<void>;
}

export interface LogQuery {
  readonly stream: string;
  /** Exclusive. */
  readonly after?: string;
  readonly limit: number;
  /** The last lines instead of the first, still oldest first. */
  readonly tail?: boolean;
}
