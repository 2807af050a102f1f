import type { WireResponse } from "../../shared/protocols/wire-message.ts";
import { escapeXml, XML_DECLARATION } from "../../shared/protocols/xml/escape.ts";
import type { Fields } from "./form-credentials.ts";

/** What a form has stored. */
export interface Posted {
  readonly bucket: string;
  readonly key: string;
  readonly baseUrl: string;
  readonly fields: Fields;
}

/** What the form asks to be answered: a status, a document, or another page. */
export function postAnswer(put: WireResponse, { bucket, key, baseUrl, fields }: Posted): WireResponse {
  const etag = put.headers.etag ?? "";
  const location = `${baseUrl}/${encodeURIComponent(bucket)}/${encodeURIComponent(key)}`;
  const headers = { ...put.headers, location };
  const redirect = redirection(fields.get("success_action_redirect") ?? fields.get("redirect"), { bucket, key, etag });
  if (redirect !== undefined) return { status: 303, headers: { ...headers, location: redirect } };
  const status = fields.get("success_action_status");
  if (status === "200") return { status: 200, headers };
  if (status !== "201") return { status: 204, headers };
  const element = (name: string, text: string) => `<${name}>${escapeXml(text)}</${name}>`;
  const inside = [element("Location", location), element("Bucket", bucket), element("Key", key), element("ETag", etag)];
  const body = `${XML_DECLARATION}<PostResponse>${inside.join("")}</PostResponse>`;
  return { status: 201, headers: { ...headers, "content-type": "application/xml" }, body };
}

/** Undefined where the form names no page, or nothing that is one: AWS passes over that. */
function redirection(to: string | undefined, added: Readonly<Record<string, string>>): string | undefined {
  if (to === undefined || !/^https?:\/\//i.test(to) || !URL.canParse(to)) return undefined;
  const url = new URL(to);
  for (const [name, value] of Object.entries(added)) url.searchParams.append(name, value);
  return url.href;
}
