import { join } from "node:path";
import { VERSION } from "../functions/version.ts";
import { openApiDocument } from "../shared/rest/openapi.ts";
import { services } from "../shared/services/index.ts";
import { awsModelFiles } from "./aws-models/aws-models.ts";
import { type ApiDocument, extensionApi } from "./extension-api.ts";
import { fidelityPage, type OperationNames, untested } from "./fidelity.ts";
import { type FindTest, findTests } from "./wire-tests.ts";

export interface GeneratedFile {
  /** From the root of the project. */
  readonly path: string;
  readonly text: string;
}

/** What is made from the sources. */
export interface Generated {
  /** Every file that is checked in, as it should be. */
  readonly files: readonly GeneratedFile[];
  /** Operations, as `sqs.SendMessage`, that are built and that no test sends with AWS's own client. */
  readonly untested: readonly string[];
}

const ROOT = join(import.meta.dirname, "..");

export async function generate(): Promise<Generated> {
  const models = await awsModelFiles(services);
  const spoken = services.flatMap((service) => {
    const model = models.find(({ path }) => path.endsWith(`/${service.name}.json`));
    return model ? [{ service, names: operationNames(model) }] : [];
  });
  const findTest: FindTest = findTests(ROOT);
  const pages = spoken.map(({ service, names }) => {
    return { path: `docs/fidelity/${service.name}.md`, text: fidelityPage(service, names, findTest) };
  });
  return {
    files: [...apiFiles(), ...models, ...pages],
    untested: spoken.flatMap(({ service, names }) => untested(service.name, names, findTest)),
  };
}

function operationNames({ text }: GeneratedFile): OperationNames {
  const { operations, unbuilt } = JSON.parse(text) as { operations: object; unbuilt: object };
  return { built: Object.keys(operations), unbuilt: Object.keys(unbuilt) };
}

function apiFiles(): GeneratedFile[] {
  const routes = services.flatMap((service) => service.routes);
  const text = `${JSON.stringify(openApiDocument(routes, { version: VERSION }), undefined, 2)}\n`;
  const document: ApiDocument = JSON.parse(text);
  return [
    { path: "shared/rest/openapi.json", text },
    { path: "extension/src/api/operations.ts", text: extensionApi(document) },
  ];
}
