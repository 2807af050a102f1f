import type { Delivery, DeliveryOutcome } from "../../ports/delivery-gateway.ts";
import { failure, type Outlet, refusal } from "../../ports/outlet.ts";
import { authorizationFor } from "./authorization.ts";
import type { Posted } from "./post.ts";
import type { Reach } from "./reach.ts";

export interface HttpOutletOptions {
  readonly reach: Reach;
  readonly timeoutMilliseconds?: number;
}

/** SNS waits so long for an endpoint. https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.prepare.html */
const TIMEOUT_MILLISECONDS = 15_000;
/** What the inbox shows of an answer. */
const MAX_SHOWN_CHARACTERS = 1000;
/** What of an endpoint's own words stands in a sentence. */
const MAX_QUOTED_CHARACTERS = 200;
const TOO_MANY_REQUESTS = 429;

/** Posts to the endpoints of HTTP(S) subscriptions, out of the house. */
export class HttpOutlet implements Outlet {
  readonly #options: Required<HttpOutletOptions>;

  constructor({ reach, timeoutMilliseconds = TIMEOUT_MILLISECONDS }: HttpOutletOptions) {
    this.#options = { reach, timeoutMilliseconds };
  }

  async send({ to, headers = {}, text, credentials }: Delivery): Promise<DeliveryOutcome> {
    // Node's client and TLS: a start is quicker without them, and most playgrounds never post anything.
    const { post } = await import("./post.ts");
    const url = new URL(to);
    const body = Buffer.from(text, "utf8");
    const base = { ...headers, "content-length": String(body.length), connection: "close" };
    const { reach, timeoutMilliseconds: milliseconds } = this.#options;
    const deadline = { signal: AbortSignal.timeout(milliseconds), milliseconds };
    const once = (more: Readonly<Record<string, string>>) =>
      post({ url, headers: { ...base, ...more }, body, reach, deadline });
    let posted = await once({});
    if (posted.status === 401 && credentials) {
      const asked = { method: "POST", target: `${url.pathname}${url.search}`, credentials };
      const authorization = authorizationFor(posted.headers["www-authenticate"], asked);
      if (authorization !== undefined) posted = await once({ authorization });
    }
    return judge(posted);
  }
}

/**
 * AWS repeats what a server's fault and "too many requests" end, and takes everything else that is no success for final.
 * https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.https.ca.html
 */
function judge({ status, statusText, headers, answer }: Posted): DeliveryOutcome {
  // AWS's agent says that it takes packed answers, so that some come packed; nobody reads them.
  const packed = (headers["content-encoding"] ?? "identity") !== "identity";
  const shown = packed ? "" : answer.trim().slice(0, MAX_SHOWN_CHARACTERS);
  const seen = { statusCode: status, ...(shown === "" ? {} : { answer: shown }) };
  if (status >= 200 && status < 300) return { status: "delivered", ...seen };
  const said = `it answered ${status} ${statusText}`.trim().slice(0, MAX_QUOTED_CHARACTERS);
  if (status >= 500 || status === TOO_MANY_REQUESTS) throw failure(said, seen);
  const location = status < 400 ? headers.location?.slice(0, MAX_QUOTED_CHARACTERS) : undefined;
  throw refusal(location === undefined ? said : `${said}; redirects (here to ${location}) are not followed`, seen);
}
