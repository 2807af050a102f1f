import { VERSION } from "../functions/version.ts";
import { openApiDocument } from "../shared/rest/openapi.ts";
import { services } from "../shared/services/index.ts";
import { awsModelFiles } from "./aws-models/aws-models.ts";
import { type ApiDocument, extensionApi } from "./extension-api.ts";
import { fidelityPage } from "./fidelity.ts";

export interface GeneratedFile {
  /** From the root of the project. */
  readonly path: string;
  readonly text: string;
}

/** Every file that is made from the sources and checked in, as it should be. */
export async function generatedFiles(): Promise<readonly GeneratedFile[]> {
  const models = await awsModelFiles(services);
  return [...apiFiles(), ...models, ...fidelityFiles(models)];
}

function fidelityFiles(models: readonly GeneratedFile[]): GeneratedFile[] {
  return services.flatMap((service) => {
    const model = models.find(({ path }) => path.endsWith(`/${service.name}.json`));
    if (!model) return [];
    const { operations, unbuilt } = JSON.parse(model.text) as { operations: object; unbuilt: object };
    const names = { built: Object.keys(operations), unbuilt: Object.keys(unbuilt) };
    return [{ path: `docs/fidelity/${service.name}.md`, text: fidelityPage(service, names) }];
  });
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
