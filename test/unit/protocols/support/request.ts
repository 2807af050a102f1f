import type { WireRequest } from "../../../../shared/protocols/wire-message.ts";

type Parts = Partial<Pick<WireRequest, "method" | "path" | "headers" | "body">> & {
  /** As it stands in a URL, without its question mark. */
  readonly search?: string;
};

/** A request as a door would hand it in. */
export function wireRequest({
  method = "GET",
  path = "/",
  search = "",
  headers = {},
  body = nothing,
}: Parts): WireRequest {
  const query: Record<string, string[]> = Object.create(null);
  for (const pair of search.split("&").filter(Boolean)) {
    const [name = "", value = ""] = pair.split("=");
    query[name] = [...(query[name] ?? []), value];
  }
  return { method, path, query, headers: { ...headers }, body, baseUrl: "http://127.0.0.1:4566" };
}

const nothing = {
  async *[Symbol.asyncIterator]() {
    // No body.
  },
};

/** A stream that gives its bytes in pieces of the size. */
export async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
