import { expect, test } from "vitest";
import { clientFacts } from "../../../functions/middleware/client-facts.ts";

test("behind a load balancer the last forwarded address is the client's", () => {
  const headers = { "x-forwarded-for": "203.0.113.9, 198.51.100.7", "x-forwarded-proto": "https" };
  expect(clientFacts({}, headers)).toEqual({ sourceIp: "198.51.100.7", secure: true });
});

test("on the local server it is whoever is connected, unless that is this machine and names another", () => {
  const headers = { "x-forwarded-for": "203.0.113.9" };
  expect(clientFacts({ peerAddress: "::ffff:198.51.100.7" }, headers).sourceIp).toBe("198.51.100.7");
  expect(clientFacts({ peerAddress: "127.0.0.1" }, headers).sourceIp).toBe("203.0.113.9");
  expect(clientFacts({ peerAddress: "::ffff:127.0.0.1" }, {}).sourceIp).toBe("127.0.0.1");
  expect(clientFacts({ peerAddress: "::1" }, { "x-forwarded-for": "nonsense" }).sourceIp).toBe("::1");
});

test("what the client says of itself is what it says", () => {
  const headers = { "user-agent": "curl/8", referer: "http://example.com/" };
  expect(clientFacts({}, headers)).toEqual({ userAgent: "curl/8", referer: "http://example.com/", secure: false });
});

test("of TLS it is told by who took the connection, and only over TLS", () => {
  const headers = { "x-amzn-tls-version": "TLSv1.3" };
  expect(clientFacts({}, { ...headers, "x-forwarded-proto": "https" })).toEqual({ secure: true, tlsVersion: "1.3" });
  expect(clientFacts({}, headers)).toEqual({ secure: false });
  const odd = { "x-amzn-tls-version": "1.3", "x-forwarded-proto": "https" };
  expect(clientFacts({}, odd)).toEqual({ secure: true });
});
