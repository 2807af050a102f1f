import { collect } from "../../../core/bytes.ts";
import { readManifest } from "../../../core/manifest.ts";
import { operation } from "../../service.ts";
import { FORGET_PAGE } from "../limits.ts";
import { bucketArn } from "../table.ts";

interface ReleasePartsInput {
  readonly Bucket: string;
  readonly Manifest: string;
  readonly From: number;
}

/** Removes the parts of an object that is gone, page by page, and last of all the manifest that names them. */
export const releaseParts = operation<ReleasePartsInput, Record<string, never>>()({
  service: "s3",
  name: "ReleaseParts",
  internal: true,

  async prefetch({ Manifest }, { bodies }) {
    const bytes = await bodies.open(manifestBody(Manifest));
    return bytes ? readManifest(await collect(bytes)) : undefined;
  },

  commit(parts, { Bucket, Manifest, From }) {
    if (!parts) return { output: {} };
    const next = From + FORGET_PAGE;
    const page = parts.slice(From, next);
    if (next >= parts.length) return { output: {}, bodies: { drop: [...page, manifestBody(Manifest)] } };
    const input = { Bucket, Manifest, From: next };
    return {
      output: {},
      bodies: { drop: page },
      effects: [{ target: bucketArn(Bucket), operation: "ReleaseParts", input }],
    };
  },
});

function manifestBody(blob: string) {
  return { kind: "blob", blob, size: 0, md5: "" } as const;
}
