import { type IncomingMessage, request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import { isIP } from "node:net";
import { failure, refusal } from "../../ports/outlet.ts";
import { lookupWithin, type Reach, RefusedAddress, refusalOf } from "./reach.ts";

export interface Post {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly reach: Reach;
  readonly deadline: Deadline;
}

/** For everything from the name's lookup to the answer's end. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** How long it was at first, for the words. */
  readonly milliseconds: number;
}

export interface Posted {
  readonly status: number;
  readonly statusText: string;
  readonly headers: IncomingMessage["headers"];
  /** The beginning of the answer's body. */
  readonly answer: string;
}

/** An answer is read so far and no further; nobody needs the rest. */
const MAX_ANSWER_BYTES = 16 * 1024;

/**
 * One POST, without following redirects: who may be reached was decided for this address and no other. Throws a refusal for an
 * address that is not to be reached, and a failure that names what went wrong for everything that may be better later.
 */
export async function post(what: Post): Promise<Posted> {
  const { url, reach, deadline } = what;
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  // Sockets look no address up, so that the lookup's rule would not see it.
  const refused = isIP(host) === 0 ? undefined : refusalOf(host, reach);
  if (refused !== undefined) throw refusal(refused);
  const progress: Progress = { waitsFor: "a connection" };
  try {
    const response = await send(what, progress);
    progress.waitsFor = "the end of its answer's body";
    const answer = await readAnswer(response);
    return {
      status: response.statusCode ?? 0,
      statusText: response.statusMessage ?? "",
      headers: response.headers,
      answer,
    };
  } catch (error) {
    if (deadline.signal.aborted)
      throw failure(`it waited for ${progress.waitsFor} and gave up after ${deadline.milliseconds / 1000} s`);
    throw inWords(error, url);
  }
}

interface Progress {
  waitsFor: string;
}

function send({ url, headers, body, reach, deadline }: Post, progress: Progress): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === "https:" ? requestSecure : requestPlain;
    const [lookup, { signal }] = [lookupWithin(reach), deadline];
    // A URL's user and password are for an endpoint that asks for them, and `auth: ""` keeps Node from sending them unasked.
    const options = { method: "POST", headers, lookup, signal, agent: false, auth: "" } as const;
    const outgoing = request(url, options, resolve);
    outgoing.once("error", reject);
    outgoing.once("socket", (socket) => {
      const ready = url.protocol === "https:" ? "secureConnect" : "connect";
      socket.once("connect", () => {
        progress.waitsFor = "the TLS handshake";
      });
      socket.once(ready, () => {
        progress.waitsFor = "an answer";
      });
    });
    outgoing.end(body);
  });
}

/** Ends the connection where an answer is longer than anybody needs. */
async function readAnswer(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= MAX_ANSWER_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString("utf8");
}

const SENTENCES: Readonly<Record<string, string | undefined>> = {
  ECONNREFUSED: "nobody listens there",
  ECONNRESET: "it closed the connection before it answered",
  EPIPE: "it closed the connection before it answered",
  ENOTFOUND: "there is no host of that name",
  EAI_AGAIN: "its name could not be looked up",
  EHOSTUNREACH: "there is no way to it",
  ENETUNREACH: "there is no way to it",
  ETIMEDOUT: "it did not answer",
  HPE_INVALID_CONSTANT: "it does not speak HTTP",
  EPROTO: "it does not speak TLS",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is self-signed, and SNS trusts only those of known authorities",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is not of an authority that is trusted here",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is not of an authority that is trusted here",
  CERT_HAS_EXPIRED: "its certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name",
};

function inWords(error: unknown, url: URL): Error {
  if (error instanceof RefusedAddress) return refusal(error.message);
  const { code = "", message = String(error) } = error as NodeJS.ErrnoException;
  const sentence = SENTENCES[code] ?? (code.startsWith("HPE_") ? "it does not speak HTTP" : message);
  return failure(`${url.host}: ${sentence}${code === "" ? "" : ` (${code})`}`);
}
