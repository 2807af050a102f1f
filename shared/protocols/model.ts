/*
 * What `npm run generate` keeps of AWS's service models: the operations that are built with all their types, the others by
 * name, so that they answer 501. Types only; load-model.ts has the values.
 */

export type WireProtocol = "json-1.0" | "json-1.1" | "query" | "rest-json" | "rest-xml";

export interface ServiceModel {
  /** As AWS versions its APIs: `2012-11-05`. The Query protocol sends it. */
  readonly version: string;
  /** What X-Amz-Target says before the dot: `AmazonSQS`. */
  readonly target: string;
  readonly protocol: WireProtocol;
  readonly xmlNamespace?: string;
  readonly operations: Readonly<Record<string, OperationModel>>;
  /** Known to AWS and not built. Where requests are told apart by method and path, what tells them apart. */
  readonly unbuilt: Readonly<Record<string, HttpPattern | null>>;
  readonly structures: Readonly<Record<string, Structure>>;
  /** By the name of their shape. */
  readonly errors: Readonly<Record<string, ErrorModel>>;
}

export interface OperationModel {
  /** Names of structures; absent where AWS's model has none. */
  readonly input?: string;
  readonly output?: string;
  /** REST protocols only. */
  readonly http?: HttpPattern;
  /** Checksums in its headers are those of its own body. CompleteMultipartUpload's are not. */
  readonly checksum?: true;
}

export interface HttpPattern {
  readonly method: string;
  /** `/{Bucket}/{Key+}`: a `+` takes the rest of the path, slashes and all. */
  readonly path: string;
  /** What the query must have: a value, or just the name (null). */
  readonly query?: Readonly<Record<string, string | null>>;
  /** Headers without which it is another operation. Lower case. */
  readonly headers?: readonly string[];
  readonly status: number;
}

export interface ErrorModel {
  /** What stands in `<Code>`, where that is not the shape's name: `AWS.SimpleQueueService.NonExistentQueue`. */
  readonly code?: string;
  readonly status?: number;
  /** Its members besides the message. */
  readonly members?: readonly string[];
}

export interface Structure {
  readonly members: Readonly<Record<string, Member>>;
  readonly required?: readonly string[];
  /** The name of its element, where it is the root of a body. */
  readonly xmlName?: string;
}

export type Location = "header" | "prefix-headers" | "query" | "label" | "payload" | "status";

export type Member = (
  | { readonly type: "string" | "boolean" | "integer" | "long" | "float" | "double" | "document" }
  | { readonly type: "timestamp"; readonly format?: TimestampFormat }
  | { readonly type: "blob"; readonly streaming?: true }
  | { readonly type: "list"; readonly member: Member }
  | { readonly type: "map"; readonly key: Member; readonly value: Member }
  | { readonly type: "structure"; readonly shape: string }
) &
  MemberTraits;

export interface MemberTraits {
  /** Where in an HTTP message it stands; in the body otherwise. */
  readonly in?: Location;
  /** The header's (lower case), query parameter's or prefix's name. */
  readonly at?: string;
  readonly xmlName?: string;
  /** Entries of a list or map stand side by side, without an element around them. */
  readonly flattened?: true;
  readonly xmlAttribute?: true;
  readonly xmlNamespace?: { readonly prefix?: string; readonly uri: string };
  readonly enum?: readonly string[];
  /** Of a text's length, a list's length or a number's value. */
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
}

export type TimestampFormat = "date-time" | "http-date" | "epoch-seconds";
