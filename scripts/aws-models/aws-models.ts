import type { WireProtocol } from "../../shared/protocols/model.ts";
import type { Service } from "../../shared/services/service.ts";
import { buildModel, type Source } from "./build-model.ts";
import { readConstraints } from "./constraints.ts";
import { writeModel } from "./write-model.ts";

/** AWS's names of what the SDK's clients speak. */
const PROTOCOLS: Readonly<Record<string, WireProtocol>> = {
  "aws.protocols#awsJson1_0": "json-1.0",
  "aws.protocols#awsJson1_1": "json-1.1",
  "aws.protocols#awsQuery": "query",
  "aws.protocols#restJson1": "rest-json",
  "aws.protocols#restXml": "rest-xml",
};

/**
 * The checked-in models of every service that speaks AWS's protocols: its client says the shapes, aws-constraints what the client
 * doesn't know, and its own operations which of them are built.
 */
export async function awsModelFiles(
  services: readonly Service[],
): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const spoken = services.filter(({ wire }) => wire !== undefined);
  return Promise.all(
    spoken.map(async (service) => {
      const model = buildModel(await readSource(service));
      return { path: `shared/protocols/models/${service.name}.json`, text: writeModel(model) };
    }),
  );
}

interface Config {
  readonly protocolSettings: Source["settings"];
  readonly protocol: { getShapeId(): string };
}

async function readSource({ name, operations, wire }: Service): Promise<Source> {
  const client: Readonly<Record<string, unknown>> = await import(`@aws-sdk/client-${name}`);
  const Client = client[`${name.toUpperCase()}Client`] as new (options: object) => { readonly config: Config };
  // Nothing is sent: only the configuration tells which protocol a service speaks.
  const credentials = { accessKeyId: "none", secretAccessKey: "none" };
  const { protocolSettings, protocol } = new Client({ region: "us-east-1", credentials }).config;
  const spoken = PROTOCOLS[protocol.getShapeId()];
  if (!spoken) throw new Error(`${name} speaks ${protocol.getShapeId()}, which nobody has taught us`);
  return {
    client,
    settings: protocolSettings,
    protocol: spoken,
    constraints: readConstraints(name),
    built: new Set(operations.filter(({ internal }) => !internal).map((operation) => operation.name)),
    validates: wire?.validation !== undefined,
  };
}
