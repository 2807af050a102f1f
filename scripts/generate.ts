/** Writes what is made from the sources and checked in. `npm run generate`; a test fails when it was forgotten. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { VERSION } from "../functions/version.ts";
import { openApiDocument } from "../shared/rest/openapi.ts";
import { services } from "../shared/services/index.ts";

const routes = services.flatMap((service) => service.routes);
const document = openApiDocument(routes, { version: VERSION });
const file = join(import.meta.dirname, "..", "shared", "rest", "openapi.json");
writeFileSync(file, `${JSON.stringify(document, undefined, 2)}\n`);
process.stdout.write(`${routes.length} routes written to shared/rest/openapi.json\n`);
