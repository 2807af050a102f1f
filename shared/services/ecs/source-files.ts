import type { GetObjectRequest, ListObjectsV2Output, ListObjectsV2Request } from "@aws-sdk/client-s3";
import type { Principal } from "../../core/context.ts";
import { ServiceError } from "../../core/errors.ts";
import type { OperationRef } from "../../core/operation-ref.ts";
import type { Outside } from "../service.ts";
import { MAX_ZIP_BYTES } from "./limits.ts";
import type { Source } from "./model.ts";
import { checkAmount, checkPath, SourceError } from "./source-limits.ts";
import { checkSourceUri } from "./source-uri.ts";
import { unzip } from "./unzip.ts";

export interface SourceFile {
  readonly path: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

type Reach = Pick<Outside, "call" | "bodies">;

const LIST_OBJECTS: OperationRef<ListObjectsV2Request, ListObjectsV2Output> = { service: "s3", name: "ListObjectsV2" };
const GET_OBJECT: OperationRef<GetObjectRequest, { readonly Body: AsyncIterable<Uint8Array> }> = {
  service: "s3",
  name: "GetObject",
};

/**
 * The files of a learner's app. What can be wrong with them (no such bucket, nothing there, too much, a path that leads out)
 * is found before the first is read. Throws a SourceError.
 */
export async function openSource(source: Source, as: Principal, outside: Reach): Promise<AsyncIterable<SourceFile>> {
  if (source.kind === "zip") {
    const stream = await outside.bodies.open(source.body);
    if (!stream) throw new SourceError("the uploaded zip is gone");
    return unzip(await readZip(stream));
  }
  try {
    const place = checkSourceUri(source.uri);
    if (place.kind === "folder") return await openFolder(place, as, outside);
    const { Body } = await outside.call(GET_OBJECT, { Bucket: place.bucket, Key: place.key }, as);
    return unzip(await readZip(Body));
  } catch (error) {
    if (error instanceof ServiceError || error instanceof SourceError) {
      throw new SourceError(`${source.uri}: ${error.message}`);
    }
    throw error;
  }
}

async function openFolder(
  { bucket, prefix }: { readonly bucket: string; readonly prefix: string },
  as: Principal,
  outside: Reach,
): Promise<AsyncIterable<SourceFile>> {
  const keys: string[] = [];
  let bytes = 0;
  let token: string | undefined;
  do {
    const from = token === undefined ? {} : { ContinuationToken: token };
    const page = await outside.call(LIST_OBJECTS, { Bucket: bucket, Prefix: prefix, ...from }, as);
    for (const { Key = "", Size = 0 } of page.Contents ?? []) {
      // Consoles mark an empty folder by an object whose name ends in a slash.
      if (Key.endsWith("/")) continue;
      checkPath(Key.slice(prefix.length));
      keys.push(Key);
      bytes += Size;
    }
    checkAmount(keys.length, bytes);
    token = page.NextContinuationToken;
  } while (token !== undefined);
  if (keys.length === 0) throw new SourceError("there is no object below this prefix");
  return fetchEach();

  async function* fetchEach(): AsyncGenerator<SourceFile> {
    for (const key of keys) {
      const { Body } = await outside.call(GET_OBJECT, { Bucket: bucket, Key: key }, as);
      yield { path: key.slice(prefix.length), bytes: Body };
    }
  }
}

async function readZip(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > MAX_ZIP_BYTES)
      throw new SourceError(`a zip may have at most ${MAX_ZIP_BYTES} bytes; use a folder for more`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
