import { enableCompileCache } from "node:module";
import { join } from "node:path";

// JavaScript, alone among the sources: to strip the types of this file, Node would load its TypeScript parser (60 ms of CPU)
// before the compile cache is there. With the cache, which must come before anything else is loaded, it never does.
enableCompileCache(join(import.meta.dirname, "..", "..", ".cache", "compile"));

// Whoever imports node:http reads all it exports, and these three make Node load its whole HTTP client (50 ms of CPU) for the
// same classes that are global. Nobody here takes them from node:http.
const http = process.getBuiltinModule("node:http");
for (const name of ["WebSocket", "CloseEvent", "MessageEvent"]) Reflect.deleteProperty(http, name);

const { runCommand } = await import("./command.ts");
await runCommand(process.argv.slice(2), process.env);
