import type { HttpPattern, ServiceModel } from "../model.ts";

export interface HttpMatch {
  readonly operation: string;
  /** Parts of the path that its labels stand for, as they were sent. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What a request's operation shows in. Names and values as they were sent. */
interface RequestHead {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, readonly string[]>>;
  readonly headers: Readonly<Record<string, string>>;
}

interface Candidate {
  readonly operation: string;
  readonly queries: readonly (readonly [name: string, value: string | null])[];
  readonly headers: readonly string[];
  /** Parts of the path; labels in braces. */
  readonly parts: readonly string[];
  readonly greedy: boolean;
  /** The more a pattern asks for, the earlier it is tried. */
  readonly weight: number;
}

/**
 * Tells REST operations apart, built or not: by method, path, and what their query and headers must have. `PUT /bucket/key` is
 * PutObject, CopyObject with x-amz-copy-source, UploadPart with partNumber and uploadId, and so on.
 */
export function httpRouter({ operations, unbuilt }: ServiceModel): (request: RequestHead) => HttpMatch | undefined {
  const byMethod = new Map<string, Candidate[]>();
  const patterns = [
    ...Object.entries(operations).map(([name, { http }]) => [name, http] as const),
    ...Object.entries(unbuilt),
  ];
  for (const [operation, pattern] of patterns) {
    if (!pattern) continue;
    const list = byMethod.get(pattern.method) ?? [];
    list.push(candidate(operation, pattern));
    byMethod.set(pattern.method, list);
  }
  for (const list of byMethod.values()) list.sort((left, right) => right.weight - left.weight);
  // Nine in ten patterns ask for a query, and most requests have none.
  const withoutQuery = new Map(
    [...byMethod].map(([method, list]) => [method, list.filter(({ queries }) => queries.length === 0)]),
  );
  return (request) => {
    const parts = request.path.split("/").slice(1);
    // `/bucket/` is the bucket.
    if (parts.length > 1 && parts.at(-1) === "" && parts.length === 2) parts.pop();
    const candidates = isEmpty(request.query) ? withoutQuery : byMethod;
    for (const one of candidates.get(request.method) ?? []) {
      if (!hasWhatItNeeds(one, request)) continue;
      const labels = matchPath(one, parts);
      if (labels) return { operation: one.operation, labels };
    }
    return undefined;
  };
}

function isEmpty(query: RequestHead["query"]): boolean {
  for (const _ in query) return false;
  return true;
}

function candidate(operation: string, pattern: HttpPattern): Candidate {
  const parts = pattern.path.split("/").slice(1);
  const literals = parts.filter((part) => part !== "" && !part.startsWith("{")).length;
  const queries = Object.entries(pattern.query ?? {});
  const headers = pattern.headers ?? [];
  const greedy = parts.at(-1)?.endsWith("+}") === true;
  // A literal part says more than any query; a longer path more than one that swallows the rest.
  const needs = queries.length + headers.length;
  return { operation, queries, headers, parts, greedy, weight: literals * 100 + needs * 10 + parts.length };
}

function hasWhatItNeeds({ queries, headers }: Candidate, request: RequestHead): boolean {
  for (const [name, value] of queries) {
    const values = request.query[name];
    if (!values || (value !== null && !values.includes(value))) return false;
  }
  for (const name of headers) if (request.headers[name] === undefined) return false;
  return true;
}

function matchPath({ parts, greedy }: Candidate, given: readonly string[]): Record<string, string> | undefined {
  if (greedy ? given.length < parts.length : given.length !== parts.length) return undefined;
  const labels: Record<string, string> = {};
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index] ?? "";
    const text = given[index] ?? "";
    if (!part.startsWith("{")) {
      if (part !== text) return undefined;
    } else if (greedy && index === parts.length - 1) {
      const rest = given.slice(index).join("/");
      if (rest === "") return undefined;
      labels[part.slice(1, -2)] = rest;
    } else if (text === "") return undefined;
    else labels[part.slice(1, -1)] = text;
  }
  return labels;
}
