import { ServiceError } from "../../shared/core/errors.ts";
import { parseXml, type XmlElement, XmlError } from "../../shared/protocols/xml/parse.ts";
import type { HttpRequest } from "../../shared/rest/http-request.ts";
import type { Fields } from "./form-credentials.ts";

/** Fields that are PutObject's headers under other names, or under the same. */
const HEADERS: Readonly<Record<string, string>> = {
  acl: "x-amz-acl",
  "cache-control": "cache-control",
  "content-type": "content-type",
  "content-disposition": "content-disposition",
  "content-encoding": "content-encoding",
  "content-language": "content-language",
  "content-md5": "content-md5",
  expires: "expires",
};
/** Of the signature, which has been looked at. */
const SIGNATURE =
  /^x-amz-(algorithm|credential|date|signature|security-token|content-sha256|decoded-content-length|trailer)$/;

/** The PutObject that a form stands for. What the browser says of the file itself, S3 passes over. */
export function putRequest(http: HttpRequest, fields: Fields, body: AsyncIterable<Uint8Array>): HttpRequest {
  const headers: Record<string, string> = Object.create(null);
  if (http.headers.host !== undefined) headers.host = http.headers.host;
  for (const [name, value] of fields) {
    const header = Object.hasOwn(HEADERS, name) ? HEADERS[name] : undefined;
    if (header !== undefined) headers[header] = value;
    else if (name.startsWith("x-amz-") && !SIGNATURE.test(name)) headers[name] = value;
  }
  const tagging = fields.get("tagging");
  if (tagging !== undefined) headers["x-amz-tagging"] = taggingHeader(tagging);
  return { ...http, method: "PUT", query: Object.create(null), headers, body };
}

/** A form's tags are XML; a header's are a query. */
function taggingHeader(xml: string): string {
  const pairs = new URLSearchParams();
  for (const tag of tagsOf(xml)) pairs.append(textOf(tag, "Key"), textOf(tag, "Value"));
  return pairs.toString();
}

function tagsOf(xml: string): readonly XmlElement[] {
  try {
    const root = parseXml(xml);
    const set = root.children.find(({ name }) => name === "TagSet");
    if (root.name === "Tagging" && set) return set.children.filter(({ name }) => name === "Tag");
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
  }
  const message = "The XML you provided was not well-formed or did not validate against our published schema";
  throw new ServiceError("MalformedXML", message);
}

function textOf(element: XmlElement, name: string): string {
  return element.children.find((child) => child.name === name)?.text ?? "";
}
