/** `npm run extension:build`: the extension and the server that it carries, into dist/. */
import { buildExtension } from "./build-extension.ts";
import { buildServer } from "./build-server.ts";

await buildExtension();
await buildServer();
