// Loaded into the bundled server before everything else. Its standard input is a pipe from the editor's extension host: when
// that ends, however it ends, nobody would stop the server any more. Asked this way it also ends cleanly on Windows, which has
// no SIGTERM to catch.
import { isMainThread } from "node:worker_threads";

if (isMainThread) {
  const stop = () => {
    if (!process.emit("SIGTERM", "SIGTERM")) process.exit(0);
  };
  process.stdin.once("end", stop);
  process.stdin.once("error", stop);
  process.stdin.resume();
}
