import type { XmlElement } from "../../../shared/protocols/xml/parse.ts";
import { errorOf, sqs, wireCalls, xmlOf } from "./calls.ts";

/** Input and output in AWS's shapes, whatever stands on the wire. */
export type Shape = Readonly<Record<string, unknown>>;

export interface Spoken {
  readonly status: number;
  /** What was answered; empty when it was refused. */
  readonly output: Shape;
  readonly error?: Shape;
}

/** SQS in one of its two protocols. */
export interface Speaker {
  readonly protocol: "sqs" | "sqs_query";
  call(operation: string, input: Shape): Promise<Spoken>;
}

export function speakers(server: { readonly url: string }, account = "111111111111"): readonly [Speaker, Speaker] {
  const calls = wireCalls(server);
  const scope = `${account}/20260101/us-east-1/sqs/aws4_request`;
  const headers = { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0` };
  return [
    {
      protocol: "sqs",
      async call(operation, input) {
        const response = await calls.json(sqs(operation), JSON.stringify(input, jsonValue), headers);
        if (response.status !== 200) return { status: response.status, output: {}, error: await errorOf(response) };
        const text = await response.text();
        return { status: 200, output: text === "" ? {} : JSON.parse(text) };
      },
    },
    {
      protocol: "sqs_query",
      async call(operation, input) {
        const response = await calls.form({ Action: operation, Version: "2012-11-05", ...fieldsOf(input) }, headers);
        if (response.status !== 200) return { status: response.status, output: {}, error: await errorOf(response) };
        const root = xmlOf(await response.text());
        const result = root.children.find(({ name }) => name === `${operation}Result`);
        return { status: 200, output: result ? outputOf(result) : {} };
      },
    },
  ];
}

function jsonValue(_name: string, value: unknown): unknown {
  return isBytes(value) ? Buffer.from(value as never).toString("base64") : value;
}

/** A Buffer is JSON before a replacer sees it. */
function isBytes(value: unknown): boolean {
  return value instanceof Uint8Array || (isShape(value) && value.type === "Buffer");
}

/** How the members of SQS's requests are called in forms, where that is not their own name. */
const LISTS: Readonly<Record<string, string>> = {
  AttributeNames: "AttributeName",
  MessageAttributeNames: "MessageAttributeName",
  MessageSystemAttributeNames: "AttributeName",
  AWSAccountIds: "AWSAccountId",
  Actions: "ActionName",
  TagKeys: "TagKey",
};
const MAPS: Readonly<Record<string, readonly [string, string, string]>> = {
  Attributes: ["Attribute", "Name", "Value"],
  MessageAttributes: ["MessageAttribute", "Name", "Value"],
  MessageSystemAttributes: ["MessageSystemAttribute", "Name", "Value"],
  Tags: ["Tag", "Key", "Value"],
  tags: ["Tag", "Key", "Value"],
};

function fieldsOf(input: Shape, prefix = ""): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(input)) Object.assign(fields, fieldOf(name, value, prefix));
  return fields;
}

function fieldOf(name: string, value: unknown, prefix: string): Record<string, string> {
  const map = MAPS[name];
  if (map && isShape(value)) {
    const [member, key, item] = map;
    const entries = Object.entries(value).map(([one, content], index): Record<string, string> => {
      const place = `${prefix}${member}.${index + 1}`;
      const inside = isShape(content) ? fieldsOf(content, `${place}.${item}.`) : { [`${place}.${item}`]: `${content}` };
      return { [`${place}.${key}`]: one, ...inside };
    });
    return Object.assign({}, ...entries) as Record<string, string>;
  }
  if (Array.isArray(value)) {
    const member = LISTS[name] ?? `${entryName(value)}`;
    const items = value.map((item: unknown, index): Record<string, string> => {
      const place = `${prefix}${member}.${index + 1}`;
      return isShape(item) ? fieldsOf(item, `${place}.`) : { [place]: `${item}` };
    });
    return Object.assign({}, ...items) as Record<string, string>;
  }
  const text = value instanceof Uint8Array ? Buffer.from(value).toString("base64") : `${value}`;
  return { [`${prefix}${name}`]: text };
}

function entryName([first]: readonly unknown[]): string {
  const entry = (first ?? {}) as Shape;
  if ("MessageBody" in entry) return "SendMessageBatchRequestEntry";
  return "VisibilityTimeout" in entry ? "ChangeMessageVisibilityBatchRequestEntry" : "DeleteMessageBatchRequestEntry";
}

function isShape(value: unknown): value is Shape {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

/** Flat lists and maps of the answers, by the name of their elements. */
const OUT_LISTS: Readonly<Record<string, string>> = {
  Message: "Messages",
  QueueUrl: "QueueUrls",
  SendMessageBatchResultEntry: "Successful",
  DeleteMessageBatchResultEntry: "Successful",
  ChangeMessageVisibilityBatchResultEntry: "Successful",
  BatchResultErrorEntry: "Failed",
  ListMessageMoveTasksResultEntry: "Results",
};
const OUT_MAPS: Readonly<Record<string, string>> = {
  Attribute: "Attributes",
  MessageAttribute: "MessageAttributes",
  Tag: "Tags",
};
const ONE_URL = new Set(["CreateQueueResult", "GetQueueUrlResult"]);

function outputOf(element: XmlElement): Shape {
  const output: Record<string, unknown> = {};
  for (const child of element.children) {
    const list = ONE_URL.has(element.name) ? undefined : OUT_LISTS[child.name];
    const map = OUT_MAPS[child.name];
    const value = child.children.length > 0 ? outputOf(child) : child.text;
    if (map) {
      const { Name, Key, Value } = value as { Name?: string; Key?: string; Value: unknown };
      output[map] = { ...(output[map] as Shape | undefined), [Name ?? Key ?? ""]: Value };
    } else if (list && element.name !== "BatchResultErrorEntry") {
      output[list] = [...((output[list] as unknown[] | undefined) ?? []), value];
    } else output[child.name] = value;
  }
  return output;
}
