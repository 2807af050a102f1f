import { ServiceError } from "../../shared/core/errors.ts";
import type { OperationRef } from "../../shared/core/operation-ref.ts";
import { type FormPart, malformed, readForm } from "../../shared/protocols/multipart/read-form.ts";
import { CutOff } from "../../shared/protocols/multipart/splitter.ts";
import type { Spoken } from "../../shared/protocols/resolve-call.ts";
import { decodePercent } from "../../shared/protocols/rest/percent.ts";
import type { SignatureVerifier } from "../../shared/protocols/signature/verify.ts";
import { hostBucket, pathStyle } from "../../shared/protocols/virtual-host.ts";
import type { WireResponse } from "../../shared/protocols/wire-message.ts";
import type { HttpRequest } from "../../shared/rest/http-request.ts";
import type { App } from "../app.ts";
import type { Exchange } from "../exchange.ts";
import { runCall } from "./call.ts";
import { callerOf } from "./caller.ts";
import { type Fields, formCredentials, needed } from "./form-credentials.ts";
import { putRequest } from "./form-request.ts";
import { identityOf } from "./identity.ts";
import { postAnswer } from "./post-answer.ts";

/*
 * A browser's form that uploads a file: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
 * Its fields say what a PutObject's headers say, and stand before the file, which streams.
 */

interface SizeRange {
  readonly min?: number;
  readonly max?: number;
}
const CHECK_POLICY: OperationRef<
  { Bucket: string; Policy: string; Fields: readonly (readonly [string, string])[] },
  SizeRange
> = {
  service: "s3",
  name: "CheckPostPolicy",
};

/** What a form writes where the file's own name is to stand. */
const FILENAME = "$" + "{filename}";
/** What AWS takes before the file. */
const MAX_FIELD_BYTES = 20 * 1024;

export interface PostTools {
  readonly app: App;
  readonly verifier: SignatureVerifier | undefined;
  readonly spoken: Spoken;
}

/** The bucket that a form is posted to; undefined for every other request. */
export function postedBucket(http: HttpRequest, { service }: Spoken): string | undefined {
  if (service.name !== "s3" || http.method !== "POST") return undefined;
  const path = pathStyle(http.path, hostBucket(http));
  if (service.match({ ...http, path })) return undefined;
  const [, bucket = "", ...key] = path.split("/");
  return bucket === "" || key.join("/") !== "" ? undefined : decodePercent(bucket);
}

export async function postObject(bucket: string, exchange: Exchange, tools: PostTools): Promise<WireResponse> {
  const { http } = exchange;
  const type = http.headers["content-type"] ?? "";
  if (!type.toLowerCase().startsWith("multipart/form-data")) throw wrongType();
  const parts = readForm(type, http.body);
  try {
    const { fields, file } = await readFields(parts);
    const answer = await store(bucket, fields, file, exchange, tools);
    // What stands behind the file is passed over, as AWS does.
    for await (const _ of parts);
    return answer;
  } catch (error) {
    throw error instanceof CutOff ? malformed() : error;
  }
}

async function store(
  bucket: string,
  fields: Fields,
  file: FormPart,
  exchange: Exchange,
  { app, verifier, spoken }: PostTools,
): Promise<WireResponse> {
  const { http } = exchange;
  const credentials = formCredentials(fields);
  const verified = verifier !== undefined;
  const identity = await identityOf(credentials, "s3", exchange, { app, verified });
  const policy = credentials.kind === "anonymous" ? undefined : needed(fields, "policy");
  if (policy !== undefined) verifier?.verifyForm(credentials, policy, identity.secret);
  const now = app.engine.ports.clock.now();
  const caller = callerOf(exchange, identity, credentials, "s3", { now, posted: true });
  const key = needed(fields, "key");
  const input = { Bucket: bucket, Policy: policy ?? "", Fields: [...fields] };
  const range = policy === undefined ? {} : await app.engine.call(CHECK_POLICY, input, caller);
  const name = key.replaceAll(FILENAME, baseName(file.filename ?? ""));
  const body = held(file.content, range);
  const request = putRequest(http, fields, body);
  const labels = { Bucket: encodeURIComponent(bucket), Key: encodeURIComponent(name) };
  const called = { ...spoken, operation: "PutObject", labels };
  const put = await runCall(called, {
    engine: app.engine,
    caller,
    http: request,
    verifier: undefined,
    more: { Posted: true },
    readBody: async () => new Uint8Array(0),
  });
  return postAnswer(put, { bucket, key: name, baseUrl: http.baseUrl, fields });
}

async function readFields(
  parts: AsyncGenerator<FormPart>,
): Promise<{ readonly fields: Fields; readonly file: FormPart }> {
  const fields = new Map<string, string>();
  let size = 0;
  // Not a loop over the parts: that would close them behind the file, which has yet to be read.
  for (let next = await parts.next(); !next.done; next = await parts.next()) {
    const part = next.value;
    if (part.name.toLowerCase() === "file") return { fields, file: part };
    const bytes: Uint8Array[] = [];
    for await (const chunk of part.content) {
      size += chunk.length;
      if (size > MAX_FIELD_BYTES) throw tooMuchBefore();
      bytes.push(chunk);
    }
    fields.set(part.name.toLowerCase(), Buffer.concat(bytes).toString("utf8"));
  }
  const message = "POST requires exactly one file upload per request.";
  throw new ServiceError("IncorrectNumberOfFilesInPostRequest", message);
}

/** The file, held to the sizes that its policy allows. One that is too large is read to its end, for AWS tells how large it is. */
async function* held(content: AsyncIterable<Uint8Array>, { min = 0, max }: SizeRange): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of content) {
    size += chunk.length;
    if (max === undefined || size <= max) yield chunk;
  }
  if (max !== undefined && size > max) {
    const details = { ProposedSize: size, MaxSizeAllowed: max };
    throw new ServiceError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", { details });
  }
  if (size >= min) return;
  const message = "Your proposed upload is smaller than the minimum allowed size";
  throw new ServiceError("EntityTooSmall", message, { details: { ProposedSize: size, MinSizeAllowed: min } });
}

/** Old browsers send a path. */
function baseName(filename: string): string {
  return filename.slice(Math.max(filename.lastIndexOf("/"), filename.lastIndexOf("\\")) + 1);
}

function tooMuchBefore(): ServiceError {
  const message = "Your POST request fields preceding the upload file were too large.";
  return new ServiceError("MaxPostPreDataLengthExceeded", message);
}

function wrongType(): ServiceError {
  const message = "At least one of the pre-conditions you specified did not hold";
  const details = { Condition: "Bucket POST must be of the enclosure-type multipart/form-data" };
  return new ServiceError("PreconditionFailed", message, { status: 412, details });
}
