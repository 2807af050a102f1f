import { hash, timingSafeEqual } from "node:crypto";
import type { MiddlewareObj } from "@middy/core";
import { HttpError } from "../../shared/rest/http-error.ts";
import type { HttpRequest } from "../../shared/rest/http-request.ts";
import type { Exchange } from "../exchange.ts";

/** Load balancers and people ask it before they have a key. */
const OPEN_PATH = "/v1/health";

/**
 * Asks for the key, when there is one. On loopback there is none by default, and everybody is account 000000000000. `isOpen` knows
 * the requests that carry a secret of their own, such as a link in an e-mail.
 */
export function authenticate(
  apiKey: string | undefined,
  isOpen: (request: HttpRequest) => boolean,
): MiddlewareObj<Exchange> {
  const expected = apiKey === undefined ? undefined : digest(apiKey);
  return {
    before({ event: { http } }) {
      if (expected === undefined || (http.path === OPEN_PATH && http.method === "GET")) return;
      const given = /^Bearer +(\S+) *$/i.exec(http.headers.authorization ?? "")?.[1];
      if (given === undefined) {
        if (isOpen(http)) return;
        throw unauthorized("This server asks for an API key.");
      }
      // Digests have one length, so that the comparison tells nothing about the key, not even its length.
      if (!timingSafeEqual(digest(given), expected)) throw unauthorized("This API key is not the server's.");
    },
  };
}

function digest(key: string): Buffer {
  return hash("sha256", key, "buffer");
}

function unauthorized(reason: string): HttpError {
  return new HttpError(401, "Unauthorized", `${reason} Send it as "Authorization: Bearer <key>".`, {
    headers: { "www-authenticate": 'Bearer realm="skyground"' },
  });
}
