import { decodeQueryText } from "../../shared/protocols/rest/percent.ts";
import type { Credentials } from "../../shared/protocols/signature/credentials.ts";
import type { HttpRequest } from "../../shared/rest/http-request.ts";

/*
 * AWS's libraries put headers that they sign into a link's query: x-amz-meta-colour, x-amz-storage-class, x-amz-copy-source. S3 takes them
 * from there.
 */

/** What signs the link, sums of a body that the link's maker had not, and tags, which S3 takes from a header only. */
const NOT_TAKEN =
  /^x-amz-(?:algorithm|credential|date|expires|signature|signedheaders|security-token|content-sha256|user-agent|tagging|checksum-.*|sdk-.*)$/;

/** A link as if its headers had been sent as such; any other request as it is. */
export function withLinkedHeaders(http: HttpRequest, credentials: Credentials): HttpRequest {
  if (!isLink(credentials)) return http;
  const linked = Object.entries(http.query).flatMap(([name, [value = ""]]) => {
    const header = name.toLowerCase();
    return header.startsWith("x-amz-") && !NOT_TAKEN.test(header) ? [[header, decodeQueryText(value) ?? value]] : [];
  });
  if (linked.length === 0) return http;
  const headers: Record<string, string> = Object.assign(Object.create(null), Object.fromEntries(linked), http.headers);
  return { ...http, headers };
}

function isLink(credentials: Credentials): boolean {
  if (credentials.kind === "v4") return credentials.expiresSeconds !== undefined;
  return credentials.kind === "v2" && credentials.expiresAtSeconds !== undefined;
}
