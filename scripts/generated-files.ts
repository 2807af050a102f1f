import { VERSION } from "../functions/version.ts";
import { openApiDocument } from "../shared/rest/openapi.ts";
import { services } from "../shared/services/index.ts";
import { awsModelFiles } from "./aws-models/aws-models.ts";

export interface GeneratedFile {
  /** From the root of the project. */
  readonly path: string;
  readonly text: string;
}

/** Every file that is made from the sources and checked in, as it should be. */
export async function generatedFiles(): Promise<readonly GeneratedFile[]> {
  return [openApiFile(), ...(await awsModelFiles(services))];
}

function openApiFile(): GeneratedFile {
  const routes = services.flatMap((service) => service.routes);
  const document = openApiDocument(routes, { version: VERSION });
  return { path: "shared/rest/openapi.json", text: `${JSON.stringify(document, undefined, 2)}\n` };
}
