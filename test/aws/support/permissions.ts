import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";
import { createRequire } from "node:module";
import { resolve } from "node:path";

/* Simulators grant everything. What each function asked of AWS is written down here, to be held against its role. */

const asked = new Map<string, Set<string>>();
const running = new AsyncLocalStorage<string>();

subscribe("http.client.request.created", (message) => {
  const name = running.getStore();
  if (name === undefined) return;
  const { request } = message as { request: ClientRequest };
  const actions = asked.get(name) ?? new Set();
  asked.set(name, actions);
  actions.add(actionOf(request));
});

/** A function's handler, whose requests to AWS are written down under the function's name. */
export function observed<Handle extends (event: never) => unknown>(name: string, handle: Handle): Handle {
  return ((event: never) => running.run(name, () => handle(event))) as Handle;
}

/** What functions asked of AWS that their roles don't allow, as `topics: s3:ListBucket`. */
export function missingPermissions(): readonly string[] {
  const lacks = ([name, actions]: [string, Set<string>]) =>
    [...actions].filter((action) => !grantedTo(name).has(action)).map((action) => `${name}: ${action}`);
  return [...asked].flatMap(lacks);
}

/** What a function was seen to ask, in the order of the alphabet. */
export function permissionsAsked(name: string): readonly string[] {
  return [...(asked.get(name) ?? [])].toSorted();
}

interface Roles {
  readonly Resources: Record<
    string,
    { Properties: { Policies: { PolicyDocument: { Statement: { Action: readonly string[] }[] } }[] } }
  >;
}

function grantedTo(name: string): ReadonlySet<string> {
  const file = resolve(import.meta.dirname, "../../../deploy/roles.cjs");
  const { Resources } = createRequire(import.meta.url)(file) as Roles;
  const role = Resources[`${name.charAt(0).toUpperCase()}${name.slice(1)}Role`];
  const statements = role?.Properties.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement) ?? [];
  return new Set(statements.flatMap(({ Action }) => Action));
}

/** The action that IAM asks for. A transaction asks for those of its items, which every role has together. */
function actionOf(request: ClientRequest): string {
  const [target = "", operation = ""] = String(request.getHeader("x-amz-target") ?? "").split(".");
  if (target === "") return objectAction(request);
  const service = SERVICES[target] ?? target;
  if (service === "dynamodb" && operation === "TransactWriteItems") return "dynamodb:PutItem";
  return `${service}:${service === "sqs" ? operation.replace(/Batch$/, "") : operation}`;
}

const SERVICES: Readonly<Record<string, string>> = {
  DynamoDB_20120810: "dynamodb",
  AmazonSQS: "sqs",
  AmazonEC2ContainerServiceV20141113: "ecs",
  Logs_20140328: "logs",
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
function objectAction({ method, path }: ClientRequest): string {
  const [place = "", query = ""] = path.split("?");
  const isObject = place.split("/").filter((part) => part !== "").length > 1;
  if (!isObject) return method === "POST" ? "s3:DeleteObject" : "s3:ListBucket";
  if (method === "GET" || method === "HEAD") return "s3:GetObject";
  if (method !== "DELETE") return "s3:PutObject";
  return query.includes("uploadId=") ? "s3:AbortMultipartUpload" : "s3:DeleteObject";
}
