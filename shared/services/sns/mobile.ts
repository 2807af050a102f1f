import { type Arn, arn } from "../../core/arn.ts";
import type { Row } from "../../ports/table-store.ts";
import type { ReadTools, RequestContext } from "../service.ts";
import { endpointDoesNotExist, invalidParameter, notAuthorized, platformApplicationDoesNotExist } from "./errors.ts";
import {
  type ApplicationAddress,
  applicationFromRow,
  applicationKey,
  endpointFromRow,
  type PlatformApplication,
  type PlatformEndpoint,
  platformEndpointKey,
} from "./table-mobile.ts";
import { readArn } from "./topic-address.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_CreatePlatformApplication.html */
export const PLATFORMS = [
  ...["ADM", "APNS", "APNS_SANDBOX", "APNS_VOIP", "APNS_VOIP_SANDBOX", "BAIDU", "GCM", "MACOS", "MACOS_SANDBOX"],
  ...["MPNS", "WNS"],
];

type Place = Pick<PlatformApplication, "account" | "region">;

export function applicationArn({ account, region, platform, name }: Place & ApplicationAddress): Arn {
  return arn({ service: "sns", region, account, resource: `app/${platform}/${name}` });
}

export function platformEndpointArn({ account, region, platform, name }: Place & ApplicationAddress, id: string): Arn {
  return arn({ service: "sns", region, account, resource: `endpoint/${platform}/${name}/${id}` });
}

export interface StoredApplication {
  readonly application: PlatformApplication;
  readonly row: Row;
}

type Reader = Pick<ReadTools, "store" | "context">;

/** The application that a request names, or NotFound. */
export async function readApplication(
  text: string | undefined,
  tools: Reader,
  action: string,
): Promise<StoredApplication> {
  const found = await findApplication(readApplicationArn(text, tools.context, action), tools);
  if (!found) throw platformApplicationDoesNotExist();
  return found;
}

export async function findApplication(
  address: ApplicationAddress,
  { store, context }: Reader,
): Promise<StoredApplication | undefined> {
  const row = await store.get(applicationKey(context, address));
  return row && { application: applicationFromRow(row), row };
}

export function readApplicationArn(
  text: string | undefined,
  context: RequestContext,
  action: string,
): ApplicationAddress {
  const [, platform = "", name = ""] = readParts(text, "PlatformApplicationArn", "app", 3, context, action);
  return { platform, name };
}

export interface StoredEndpoint extends StoredApplication {
  readonly endpoint: PlatformEndpoint;
  readonly endpointRow: Row;
}

/** The endpoint that a request names, or NotFound. */
export async function readEndpoint(text: string | undefined, tools: Reader, action: string): Promise<StoredEndpoint> {
  const found = await findEndpoint(text, tools, action, "EndpointArn");
  if (!found) throw endpointDoesNotExist();
  return found;
}

export async function findEndpoint(
  text: string | undefined,
  tools: Reader,
  action: string,
  parameter: string,
): Promise<StoredEndpoint | undefined> {
  const [, platform = "", name = "", id = ""] = readParts(text, parameter, "endpoint", 4, tools.context, action);
  const stored = await findApplication({ platform, name }, tools);
  const row = stored && (await tools.store.get(platformEndpointKey(tools.context, stored.application, id)));
  return row && { ...stored, endpoint: endpointFromRow(row), endpointRow: row };
}

/** The parts of `app/ADM/name` or `endpoint/ADM/name/id`. */
function readParts(
  text: string | undefined,
  parameter: string,
  kind: "app" | "endpoint",
  count: number,
  { account, region, principal }: RequestContext,
  action: string,
): readonly string[] {
  const { resource, ...place } = readArn(text, parameter);
  const parts = resource.split("/");
  if (parts.length !== count)
    throw invalidParameter(
      `${parameter} Reason: Wrong number of slashes in relative portion of the ARN.`,
      "mobile-push",
    );
  if (parts[0] !== kind || place.region !== region || !parts.every((part) => /^[A-Za-z0-9._-]+$/.test(part)))
    throw invalidParameter(parameter, "mobile-push");
  // Applications have no policies: they are their own account's.
  if (place.account !== account) throw notAuthorized(action, text ?? "", principal);
  return parts;
}
