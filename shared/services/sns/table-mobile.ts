import { createHash } from "node:crypto";
import type { Scope } from "../../core/context.ts";
import type { Value } from "../../core/json.ts";
import type { Expectation, Key, Partition, Put, Row } from "../../ports/table-store.ts";

/*
 * Mobile push of an account in a region; <app> stands for <platform>/<name>/<application id>:
 *   plain  <root>/sns/<account>/<region>/apps                    <platform>/<name>   a platform application
 *   plain  <root>/sns/<account>/<region>/apps/<app>/endpoints    <endpoint id>       a device
 *   plain  <root>/sns/<account>/<region>/apps/<app>/tokens       hash of the token   which endpoint has it
 */

type Place = Pick<Scope, "root" | "account" | "region">;

export type Attributes = Readonly<Record<string, string>>;

export interface PlatformApplication {
  readonly account: string;
  readonly region: string;
  readonly platform: string;
  readonly name: string;
  /** New with every creation: the endpoints of a deleted application are nobody's. */
  readonly id: string;
  readonly attributes: Attributes;
}

export interface PlatformEndpoint {
  readonly id: string;
  /** CustomUserData, Enabled, Token. */
  readonly attributes: Attributes;
}

/** Platform and name, as an ARN names it. */
export type ApplicationAddress = Pick<PlatformApplication, "platform" | "name">;

function mobilePath({ root, account, region }: Place): string {
  return `${root}/sns/${account}/${region}/apps`;
}

export function applicationsPartition(place: Place): Partition {
  return { table: "plain", partition: mobilePath(place) };
}

export function applicationKey(place: Place, { platform, name }: ApplicationAddress): Key {
  return { ...applicationsPartition(place), sort: `${platform}/${name}` };
}

export function putApplication(place: Place, application: PlatformApplication, expect: Expectation): Put {
  return { kind: "put", key: applicationKey(place, application), value: application as unknown as Value, expect };
}

export function applicationFromRow(row: Row): PlatformApplication {
  return row.value as unknown as PlatformApplication;
}

function applicationPath(place: Place, { platform, name, id }: ApplicationAddress & { readonly id: string }): string {
  return `${mobilePath(place)}/${platform}/${name}/${id}`;
}

export function endpointsPartition(place: Place, application: ApplicationAddress & { readonly id: string }): Partition {
  return { table: "plain", partition: `${applicationPath(place, application)}/endpoints` };
}

export function platformEndpointKey(place: Place, application: PlatformApplication, id: string): Key {
  return { ...endpointsPartition(place, application), sort: id };
}

export function putEndpoint(
  place: Place,
  application: PlatformApplication,
  endpoint: PlatformEndpoint,
  expect: Expectation,
): Put {
  const key = platformEndpointKey(place, application, endpoint.id);
  return { kind: "put", key, value: endpoint as unknown as Value, expect };
}

export function endpointFromRow(row: Row): PlatformEndpoint {
  return row.value as unknown as PlatformEndpoint;
}

export function tokenKey(place: Place, application: ApplicationAddress & { readonly id: string }, token: string): Key {
  const sort = createHash("sha256").update(token, "utf8").digest("hex");
  return { table: "plain", partition: `${applicationPath(place, application)}/tokens`, sort };
}
