import { ServiceError } from "../core/errors.ts";
import {
  familyOf,
  missingAction,
  missingTarget,
  notBuilt,
  unknownOperation,
  unknownProtocol,
  unknownService,
} from "./fault.ts";
import type { Approach } from "./identify.ts";
import type { WireProtocol } from "./model.ts";
import { type FormNode, formOfQuery, parseForm } from "./query/form.ts";
import { formInWords } from "./query/query-codec.ts";
import { hostBucket, pathStyle } from "./virtual-host.ts";
import type { WireRequest } from "./wire-message.ts";
import type { WireService, WireServices } from "./wire-services.ts";

/** The service and protocol that a request speaks. */
export interface Spoken {
  readonly service: WireService;
  readonly protocol: WireProtocol;
  readonly form?: FormNode;
}

/** The operation that it calls, with what its path says. */
export interface Called extends Spoken {
  readonly operation: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Finds the service. A form's body has to be read for it. */
export async function findSpoken(
  request: WireRequest,
  approach: Approach,
  services: WireServices,
  readBody: () => Promise<Uint8Array>,
): Promise<Spoken> {
  const { style, target } = approach;
  // What clients say that speak one of Smithy's own protocols: AWS's services in here have been spoken to in older ones.
  const smithy = request.headers["smithy-protocol"];
  if (smithy !== undefined) throw unknownProtocol(smithy);
  if (style === "form") return findByForm(request, approach, services, readBody);
  const prefix = target?.slice(0, target.lastIndexOf("."));
  const named = approach.service === undefined ? undefined : await services.find(approach.service);
  const service =
    named ?? (prefix === undefined ? undefined : await services.search(({ model }) => model.target === prefix));
  if (!service) throw unknownService(approach.service ?? prefix ?? "", services.names);
  const { protocol } = service.model;
  if (target !== undefined && familyOf(protocol) !== "json") throw wrongProtocol(service, "json-1.1");
  return { service, protocol };
}

async function findByForm(
  request: WireRequest,
  approach: Approach,
  services: WireServices,
  readBody: () => Promise<Uint8Array>,
): Promise<Spoken> {
  const form = await readForm(request, readBody);
  const action = form.children.get("Action")?.value ?? "";
  const version = form.children.get("Version")?.value;
  // AWS's own links have no version: there the host tells the service.
  const fits = ({ model }: WireService) => (version ?? model.version) === model.version && knows(model, action);
  const service =
    (approach.service === undefined ? undefined : await services.find(approach.service)) ??
    (await services.search(fits));
  if (service) return { service, protocol: "query", form };
  if (approach.service !== undefined) throw unknownService(approach.service, services.names);
  throw action === "" ? missingAction() : unknownOperation("query", action, version ?? "");
}

async function readForm(request: WireRequest, readBody: () => Promise<Uint8Array>): Promise<FormNode> {
  if (request.query.Action !== undefined) return formInWords(() => formOfQuery(request.query));
  const text = Buffer.from(await readBody()).toString("utf8");
  return formInWords(() => parseForm(text));
}

/** Finds the operation, and answers for those that AWS has and Skyground has not. */
export function findCalled(request: WireRequest, { target }: Approach, spoken: Spoken): Called {
  const { service, protocol, form } = spoken;
  const family = familyOf(protocol);
  if (!service.speaks(protocol)) throw wrongProtocol(service, protocol);
  if (protocol === "rest-xml" || protocol === "rest-json") return findByPath(request, spoken);
  const name = family === "json" ? operationOf(target, service.model) : actionOf(form, service.model);
  if (Object.hasOwn(service.model.operations, name)) return { ...spoken, operation: name };
  if (Object.hasOwn(service.model.unbuilt, name)) throw notBuilt(name, service.name);
  throw unknownOperation(family, name, form?.children.get("Version")?.value ?? "");
}

function operationOf(target: string | undefined, model: WireService["model"]): string {
  if (!target) throw missingTarget();
  const dot = target.lastIndexOf(".");
  if (target.slice(0, Math.max(dot, 0)) !== model.target) throw unknownOperation("json", target, "");
  return target.slice(dot + 1);
}

/** An operation of another version is another operation. AWS's own links name no version. */
function actionOf(form: FormNode | undefined, model: WireService["model"]): string {
  const action = form?.children.get("Action")?.value;
  if (!action) throw missingAction();
  const version = form?.children.get("Version")?.value ?? model.version;
  if (version !== model.version) throw unknownOperation("query", action, version);
  return action;
}

function findByPath(request: WireRequest, spoken: Spoken): Called {
  const { service } = spoken;
  const bucket = service.name === "s3" ? hostBucket(request) : undefined;
  const match = service.match(bucket === undefined ? request : { ...request, path: pathStyle(request.path, bucket) });
  if (!match) {
    // A browser's form, which AWS's models don't know as an operation.
    if (request.headers["content-type"]?.startsWith("multipart/form-data")) throw notBuilt("PostObject", service.name);
    const message = "The specified method is not allowed against this resource.";
    throw new ServiceError("MethodNotAllowed", message, { status: 405, details: { Method: request.method } });
  }
  const { operation, labels } = match;
  if (Object.hasOwn(service.model.operations, operation)) return { ...spoken, operation, labels };
  throw notBuilt(operation, service.name);
}

function knows({ operations, unbuilt }: WireService["model"], action: string): boolean {
  return Object.hasOwn(operations, action) || Object.hasOwn(unbuilt, action);
}

function wrongProtocol({ name, model }: WireService, protocol: WireProtocol): ServiceError {
  const message = `${name.toUpperCase()} speaks ${model.protocol}, not ${protocol}.`;
  return new ServiceError("InvalidAction", message);
}
