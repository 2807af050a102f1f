import type { z } from "zod";
import type { Body } from "../../core/body.ts";
import type { RestApi } from "../service.ts";
import type { DefinitionRequest } from "./definition-checks.ts";
import { INLINE_ZIP_BYTES, MAX_ZIP_BYTES } from "./limits.ts";
import type { Source } from "./model.ts";
import type * as schemas from "./rest-schemas.ts";

/* From REST's task definition to AWS's. */

type Definition = z.output<typeof schemas.newDefinition>;

/** Stores an uploaded zip, makes AWS's request of what was asked for, and lets go of the zip when nobody came to keep it. */
export async function withDefinition<Output>(
  definition: Definition,
  api: RestApi,
  use: (request: DefinitionRequest) => Promise<{ readonly output: Output; readonly kept: boolean }>,
): Promise<Output> {
  const { source } = definition;
  const zip = typeof source === "object" ? await storeZip(source.zip, api) : undefined;
  let kept = false;
  try {
    const result = await use(toRequest(definition, sourceOf(source, zip)));
    kept = result.kept;
    return result.output;
  } finally {
    if (zip && !kept) await api.discardBody(zip);
  }
}

function storeZip(base64: string, api: RestApi): Promise<Body> {
  const bytes = Buffer.from(base64, "base64");
  return api.storeBody(once(bytes), { maxBytes: MAX_ZIP_BYTES, inlineBytes: INLINE_ZIP_BYTES });
}

function sourceOf(source: Definition["source"], zip: Body | undefined): Source | undefined {
  if (zip) return { kind: "zip", body: zip };
  return typeof source === "string" ? { kind: "s3", uri: source } : undefined;
}

function toRequest(definition: Definition, source: Source | undefined): DefinitionRequest {
  const { family, image, command, environment, ports, stopTimeoutSeconds, cpu, memory } = definition;
  return {
    family,
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: String(cpu),
    memory: String(memory),
    containerDefinitions: [
      {
        name: family,
        image,
        essential: true,
        ...(command ? { command } : {}),
        ...(environment ? { environment: pairs(environment) } : {}),
        ...(ports ? { portMappings: ports.map((containerPort) => ({ containerPort })) } : {}),
        ...(stopTimeoutSeconds === undefined ? {} : { stopTimeout: stopTimeoutSeconds }),
        ...(source ? { skygroundSource: source } : {}),
      },
    ],
  };
}

export function pairs(environment: Readonly<Record<string, string>>): { name: string; value: string }[] {
  return Object.entries(environment).map(([name, value]) => ({ name, value }));
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
