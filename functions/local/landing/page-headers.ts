import { createHash } from "node:crypto";

/** Only the page's own style and script, by their hashes; nothing is loaded, framed, sent or connected to. */
export function pageHeaders(style: string, script?: string): Record<string, string[]> {
  const policy = [
    "default-src 'none'",
    `style-src '${sha256(style)}'`,
    ...(script === undefined ? [] : [`script-src '${sha256(script)}'`]),
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  return {
    "Content-Type": ["text/html; charset=utf-8"],
    "cache-control": ["no-store"],
    vary: ["accept"],
    "x-content-type-options": ["nosniff"],
    "content-security-policy": [policy],
    "referrer-policy": ["no-referrer"],
  };
}

function sha256(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
