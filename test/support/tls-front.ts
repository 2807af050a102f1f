import { generateKeyPairSync } from "node:crypto";
import { request } from "node:http";
import { createServer } from "node:https";
import { selfSigned } from "../../shared/adapters/signing/certificate.ts";
import { listen } from "./endpoint.ts";

export interface TlsFront extends AsyncDisposable {
  readonly url: string;
  readonly certificate: string;
}

/** A server that speaks TLS before one that does not, as a load balancer does. */
export async function startTlsFront(target: string): Promise<TlsFront> {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const { pem } = selfSigned({
    privateKey,
    serial: new Uint8Array(16),
    validFrom: Date.now() - 60_000,
    name: "localhost",
  });
  const key = privateKey.export({ type: "pkcs8", format: "pem" });
  const server = createServer({ key, cert: pem }, (incoming, outgoing) => {
    const { method, url = "/", headers } = incoming;
    const inner = request(new URL(url, target), { ...(method ? { method } : {}), headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(inner);
  });
  const port = await listen(server);
  return {
    url: `https://localhost:${port}`,
    certificate: pem,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
