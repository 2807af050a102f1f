import type { RoutingRule, WebsiteConfiguration } from "@aws-sdk/client-s3";
import { invalidArgument, invalidRequest, malformedXml } from "./errors.ts";

const DOCS = "bucket";

/** AWS's checks of a website: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketWebsite.html */
export function checkWebsite(website: WebsiteConfiguration): WebsiteConfiguration {
  const { RedirectAllRequestsTo: redirect, IndexDocument, ErrorDocument, RoutingRules } = website;
  if (redirect) {
    if (IndexDocument || ErrorDocument || RoutingRules) {
      const argument = { name: "RedirectAllRequestsTo", value: "not null" };
      throw invalidArgument(
        "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.",
        argument,
      );
    }
    checkProtocol(redirect.Protocol);
    return website;
  }
  if (!IndexDocument) {
    const message = "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty";
    throw invalidArgument(message, { name: "IndexDocument", value: "null" });
  }
  const suffix = IndexDocument.Suffix ?? "";
  if (suffix === "" || suffix.includes("/")) {
    const argument = { name: "IndexDocument", value: suffix === "" ? null : suffix };
    throw invalidArgument("The IndexDocument Suffix is not well formed", argument);
  }
  if (RoutingRules?.length === 0) throw malformedXml();
  for (const rule of RoutingRules ?? []) checkRule(rule);
  return website;
}

function checkRule({ Redirect, Condition }: RoutingRule): void {
  if (!Redirect) throw malformedXml();
  checkProtocol(Redirect.Protocol);
  if (Redirect.ReplaceKeyPrefixWith !== undefined && Redirect.ReplaceKeyWith !== undefined) {
    throw invalidRequest("You can only define ReplaceKeyPrefix or ReplaceKey but not both.", DOCS);
  }
  if (Condition && Condition.KeyPrefixEquals === undefined && Condition.HttpErrorCodeReturnedEquals === undefined) {
    const message =
      "Condition cannot be empty. To redirect all requests without a condition, the condition element shouldn't be present.";
    throw invalidRequest(message, DOCS);
  }
}

function checkProtocol(protocol: string | undefined): void {
  if (protocol === undefined || protocol === "http" || protocol === "https") return;
  const message =
    "Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.";
  throw invalidRequest(message, DOCS);
}
