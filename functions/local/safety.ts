import { isIP } from "node:net";
import { isAwsS3Host } from "../../shared/protocols/virtual-host.ts";
import { HttpError } from "../../shared/rest/http-error.ts";
import type { HttpRequest } from "../../shared/rest/http-request.ts";

export interface SafetyOptions {
  /** The address that the server binds. */
  readonly host: string;
  readonly apiKey: string | undefined;
}

/** Why the server must not start as it was asked to, or undefined. The API can start processes, so a network needs a key. */
export function refusalToStart({ host, apiKey }: SafetyOptions): string | undefined {
  if (apiKey !== undefined && !/^[\x21-\x7e]+$/.test(apiKey)) {
    return "SKYGROUND_API_KEY must have at least one character, and only visible ASCII ones without spaces.";
  }
  if (apiKey !== undefined || isLoopback(host)) return undefined;
  return (
    `${host} can be reached by other machines, and whoever reaches Skyground can start processes on this one. ` +
    "Set SKYGROUND_API_KEY to a long secret, which every request then has to carry, or leave --host away to stay on 127.0.0.1."
  );
}

/**
 * The rule on who may ask at all. Without a key the browser is the way in for strangers: a page of theirs may send requests to
 * 127.0.0.1 (Origin tells), or let its own name point to 127.0.0.1 and read the answers too (DNS rebinding; Host tells).
 *
 * With a key any Host is taken: a stranger's page does not have the key, and the server can't know by which names it is
 * reached. A foreign Origin is refused all the same.
 */
export function hostAndOriginRule({ host, apiKey }: SafetyOptions): (request: HttpRequest) => void {
  const bound = host.toLowerCase();
  // Nearly all requests name the server alike: what was looked at last needs no second look.
  let admitted: string | undefined;
  return ({ headers }) => {
    if (headers.host !== undefined && headers.host === admitted && headers.origin === undefined) return;
    const name = hostName(headers.host);
    if (headers.host !== undefined && name === undefined) {
      throw new HttpError(400, "InvalidHost", "The Host header is no host name, with or without a port.");
    }
    const isKnown = name !== undefined && (isLoopback(name) || name === bound || isAwsS3Host(name));
    if (apiKey === undefined && !isKnown) {
      throw new HttpError(
        403,
        "ForeignHost",
        `This server answers to 127.0.0.1, localhost and names below .localhost, not to ${name ?? "a request without a Host"}: a web page elsewhere could otherwise reach it under a name of its own. Use http://127.0.0.1, or start the server with SKYGROUND_API_KEY.`,
      );
    }
    if (headers.origin !== undefined && authorityOf(headers.origin) !== headers.host?.toLowerCase()) {
      throw new HttpError(
        403,
        "ForeignOrigin",
        `A web page of ${headers.origin.slice(0, 200)} sent this, and only this server's own pages may.`,
      );
    }
    admitted = headers.host;
  };
}

/** 127.0.0.0/8, ::1, localhost and everything below it (RFC 6761): what never leaves the machine. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, "$1");
  if (isIP(name) === 4) return name.startsWith("127.");
  return name === "localhost" || name.endsWith(".localhost") || name === "::1" || name === "0:0:0:0:0:0:0:1";
}

/** The name in a Host header, without port; undefined when there is none or it is nonsense. */
function hostName(header: string | undefined): string | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:[0-9]{1,5})?$/i.exec(header ?? "");
  return match?.[1]?.toLowerCase().replace(/\.$/, "");
}

function authorityOf(origin: string): string | undefined {
  return /^https?:\/\/(.+)$/i.exec(origin)?.[1]?.toLowerCase();
}
