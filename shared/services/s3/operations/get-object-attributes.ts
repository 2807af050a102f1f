import type { GetObjectAttributesOutput, GetObjectAttributesRequest } from "@aws-sdk/client-s3";
import type { ManifestPart } from "../../../core/manifest.ts";
import { operation } from "../../service.ts";
import { invalidArgument } from "../errors.ts";
import { readObject, versionMember } from "../found-object.ts";
import { MAX_LIST_PARTS } from "../limits.ts";
import { checkListLimit } from "../list-limit.ts";
import type { StoredObject } from "../model.ts";
import { checksumMembers, sumMember } from "../object-checksum.ts";
import { checkEncryption } from "../object-encryption.ts";
import { partsCount, readObjectParts } from "../object-parts.ts";
import { DEFAULT_CLASS } from "../storage-class.ts";
import { refuseUnbuilt } from "../unbuilt.ts";

const READ = {
  action: "s3:GetObjectAttributes",
  versionAction: "s3:GetObjectVersionAttributes",
  also: { action: "s3:GetObject", versionAction: "s3:GetObjectVersion" },
} as const;
const ATTRIBUTES: readonly string[] = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"];

/** What S3 knows of an object, as far as it is asked for. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html */
export const getObjectAttributes = operation<GetObjectAttributesRequest, GetObjectAttributesOutput>()({
  service: "s3",
  name: "GetObjectAttributes",

  async prefetch(input, tools) {
    refuseUnbuilt(input);
    checkAttributes(input.ObjectAttributes);
    const limit = checkListLimit("max-parts", input.MaxParts, MAX_LIST_PARTS);
    const found = await readObject(input, tools, READ);
    checkEncryption(input, found.object);
    const parts =
      asksFor(input, "ObjectParts") && hasPartSums(found.object)
        ? await readObjectParts(found.object, tools)
        : undefined;
    return { ...found, parts, limit };
  },

  commit({ bucket, object, parts, limit }, input) {
    const { checksum, storageClass = DEFAULT_CLASS } = object;
    return {
      output: {
        LastModified: new Date(object.modifiedAt),
        ...versionMember(bucket, object),
        ...(asksFor(input, "ETag") ? { ETag: object.body.md5 } : {}),
        // Without the number of parts, which ObjectParts tells.
        ...(asksFor(input, "Checksum") && checksum
          ? { Checksum: checksumMembers({ ...checksum, value: checksum.value.replace(/-\d+$/, "") }) }
          : {}),
        ...(asksFor(input, "ObjectParts") ? shownParts(object, parts, limit, input) : {}),
        ...(asksFor(input, "StorageClass") ? { StorageClass: storageClass as "STANDARD" } : {}),
        ...(asksFor(input, "ObjectSize") ? { ObjectSize: object.body.size } : {}),
      },
    };
  },
});

function asksFor({ ObjectAttributes = [] }: GetObjectAttributesRequest, attribute: string): boolean {
  return ObjectAttributes.some((one) => one === attribute);
}

function checkAttributes(asked: readonly string[] | undefined): void {
  const argument = { name: "x-amz-object-attributes", value: null };
  if (!asked || asked.length === 0) {
    throw invalidArgument(
      "The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty",
      argument,
    );
  }
  if (!asked.every((one) => ATTRIBUTES.includes(one)))
    throw invalidArgument("Invalid attribute name specified.", argument);
}

/** AWS tells parts only where each has a sum that counts for the object's. */
function hasPartSums({ checksum }: StoredObject): boolean {
  return checksum?.type === "COMPOSITE";
}

function shownParts(
  object: StoredObject,
  parts: readonly ManifestPart[] | undefined,
  limit: number,
  { PartNumberMarker }: GetObjectAttributesRequest,
) {
  const TotalPartsCount = partsCount(object);
  if (TotalPartsCount === undefined) return {};
  const { checksum } = object;
  if (!parts || !checksum) return { ObjectParts: { TotalPartsCount } };
  const marker = Number(PartNumberMarker ?? 0) || 0;
  const page = parts.slice(marker, marker + limit);
  const Parts = page.map(({ size, checksum: sum }, index) => ({
    ...sumMember(checksum.algorithm, sum),
    PartNumber: marker + index + 1,
    Size: size,
  }));
  return {
    ObjectParts: {
      TotalPartsCount,
      PartNumberMarker: String(marker),
      NextPartNumberMarker: String(Parts.at(-1)?.PartNumber ?? 0),
      MaxParts: limit,
      IsTruncated: marker + page.length < parts.length,
      ...(Parts.length > 0 ? { Parts } : {}),
    },
  };
}
