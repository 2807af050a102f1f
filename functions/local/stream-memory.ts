import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Streamed bytes after which the chunks that are through are given back. */
const COLLECT_BYTES = 16 * 1024 * 1024;

type Collect = (options: { readonly type: "minor" }) => void;

let collect: Collect | undefined;
let streamed = 0;

/**
 * Counts bytes that stream through, in or out. Each chunk is a buffer outside of V8's heap, and V8 lets 64 MB of these pile up
 * before it looks for dead ones: a large object would seem to take that much memory. So we ask now and then for a minor
 * collection, which takes about a millisecond. Requests with small bodies never come here.
 */
export function countStreamed(bytes: number): void {
  streamed += bytes;
  if (streamed < COLLECT_BYTES) return;
  streamed = 0;
  collect ??= exposeCollect();
  collect({ type: "minor" });
}

/** V8 hands out its collector only under a flag, which may be set for a moment. */
function exposeCollect(): Collect {
  setFlagsFromString("--expose-gc");
  const exposed: unknown = runInNewContext("gc");
  setFlagsFromString("--no-expose-gc");
  return exposed as Collect;
}
