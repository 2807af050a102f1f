import type { HttpPattern, Member, Structure } from "../../shared/protocols/model.ts";

/**
 * What tells a REST operation apart. The SDK's schemas have S3's paths without the bucket, because the SDK may put it into the
 * host; and they add an `x-id` that servers pass over.
 */
export function httpPattern(trait: unknown, input: Structure | undefined): HttpPattern {
  const [method, uri, status] = trait as [string, string, number];
  const [path = "", search = ""] = uri.split("?");
  const bucketIsMissing = input?.members.Bucket?.in === "label" && !path.includes("{Bucket}");
  const query = { ...literalQuery(search), ...requiredQuery(input) };
  const headers = required(input, "header").flatMap(({ at }) => (at === undefined ? [] : [at]));
  return {
    method,
    path: bucketIsMissing ? `/{Bucket}${path === "/" ? "" : path}` : path,
    ...(Object.keys(query).length > 0 ? { query } : {}),
    ...(headers.length > 0 ? { headers } : {}),
    status,
  };
}

function literalQuery(search: string): Record<string, string | null> {
  return Object.fromEntries(
    search
      .split("&")
      .map((pair) => pair.split("="))
      .filter(([name = ""]) => name !== "" && name !== "x-id")
      .map(([name = "", value]) => [name, value || null]),
  );
}

function requiredQuery(input: Structure | undefined): Record<string, null> {
  return Object.fromEntries(required(input, "query").map(({ at = "" }) => [at, null]));
}

function required(input: Structure | undefined, location: Member["in"]): Member[] {
  const names = input?.required ?? [];
  return names.flatMap((name) => {
    const member = input?.members[name];
    return member && member.in === location ? [member] : [];
  });
}
