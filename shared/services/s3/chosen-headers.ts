import type { GetObjectOutput, GetObjectRequest } from "@aws-sdk/client-s3";
import type { RequestContext } from "../../core/context.ts";
import { invalidRequest } from "./errors.ts";

type ChosenHeaders = Pick<GetObjectRequest, Extract<keyof GetObjectRequest, `Response${string}`>>;

/** Whoever does not sign takes an object as it is: else a link could make of it what its owner never meant. */
export function checkChosen(input: ChosenHeaders, { principal }: Pick<RequestContext, "principal">): void {
  if (principal.kind !== "anonymous" || Object.keys(chosenHeaders(input)).length === 0) return;
  const message = "Request specific response headers cannot be used for anonymous GET requests.";
  throw invalidRequest(message, "presigned-url");
}

/** A reader may ask for other headers than the object has: what a link to a download needs. */
export function chosenHeaders(input: ChosenHeaders): Partial<GetObjectOutput> {
  const { ResponseCacheControl, ResponseContentDisposition, ResponseContentEncoding } = input;
  const { ResponseContentLanguage, ResponseContentType, ResponseExpires } = input;
  return {
    ...(ResponseCacheControl === undefined ? {} : { CacheControl: ResponseCacheControl }),
    ...(ResponseContentDisposition === undefined ? {} : { ContentDisposition: ResponseContentDisposition }),
    ...(ResponseContentEncoding === undefined ? {} : { ContentEncoding: ResponseContentEncoding }),
    ...(ResponseContentLanguage === undefined ? {} : { ContentLanguage: ResponseContentLanguage }),
    ...(ResponseContentType === undefined ? {} : { ContentType: ResponseContentType }),
    ...(ResponseExpires === undefined
      ? {}
      : { Expires: ResponseExpires, ExpiresString: ResponseExpires.toUTCString() }),
  };
}
