import { isIP } from "node:net";
import type { ClientFacts } from "../../shared/core/context.ts";
import type { AlbEvent } from "../alb.ts";

/**
 * What a request shows of its client. A load balancer puts the address that it saw last into X-Forwarded-For, so the last one is
 * to be believed. On the local server that is so of who connects from this machine only, such as a proxy in front, or a learner
 * who wants to see what a policy says to another address.
 */
export function clientFacts({ peerAddress }: Pick<AlbEvent, "peerAddress">, headers: Headers): ClientFacts {
  const forwarded = lastAddress(headers["x-forwarded-for"]);
  const peer = peerAddress === undefined ? undefined : plainAddress(peerAddress);
  const sourceIp = peer === undefined || isLoopback(peer) ? (forwarded ?? peer) : peer;
  const { "user-agent": userAgent, referer } = headers;
  const secure = headers["x-forwarded-proto"] === "https";
  // A load balancer tells when it is asked to, in OpenSSL's spelling: TLSv1.3
  const tlsVersion = secure ? /^TLSv(\d\.\d)$/.exec(headers["x-amzn-tls-version"] ?? "")?.[1] : undefined;
  return {
    ...(sourceIp === undefined ? {} : { sourceIp }),
    ...(userAgent === undefined ? {} : { userAgent }),
    ...(referer === undefined ? {} : { referer }),
    secure,
    ...(tlsVersion === undefined ? {} : { tlsVersion }),
  };
}

type Headers = Readonly<Record<string, string>>;

function lastAddress(header: string | undefined): string | undefined {
  const last = header?.slice(header.lastIndexOf(",") + 1).trim();
  const address = last === undefined ? undefined : plainAddress(last);
  return address !== undefined && isIP(address) !== 0 ? address : undefined;
}

/** `::ffff:127.0.0.1` is how a socket for both kinds of addresses says 127.0.0.1. */
function plainAddress(address: string): string {
  const [, v4] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  return v4 ?? address;
}

function isLoopback(address: string): boolean {
  return address === "::1" || address.startsWith("127.");
}
