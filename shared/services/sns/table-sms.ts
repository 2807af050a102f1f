import type { Scope } from "../../core/context.ts";
import type { Key, Partition, Put, Row } from "../../ports/table-store.ts";

/*
 * What an account keeps in a region about text messages:
 *   plain  <root>/sns/<account>/<region>/sms              "attributes"       SetSMSAttributes
 *   plain  <root>/sns/<account>/<region>/sms/sandbox      <phone number>     a destination of the SMS sandbox
 *   plain  <root>/sns/<account>/<region>/sms/opted-out    <phone number>     who wants no more messages
 */

type Place = Pick<Scope, "root" | "account" | "region">;

function smsPath({ root, account, region }: Place): string {
  return `${root}/sns/${account}/${region}/sms`;
}

export function smsAttributesKey(place: Place): Key {
  return { table: "plain", partition: smsPath(place), sort: "attributes" };
}

export type SmsAttributes = Readonly<Record<string, string>>;

export function smsAttributesFromRow(row: Row | undefined): SmsAttributes {
  return (row?.value ?? {}) as SmsAttributes;
}

export function sandboxPartition(place: Place): Partition {
  return { table: "plain", partition: `${smsPath(place)}/sandbox` };
}

export function sandboxKey(place: Place, phoneNumber: string): Key {
  return { ...sandboxPartition(place), sort: phoneNumber };
}

export interface SandboxNumber {
  readonly status: "Pending" | "Verified";
  /** The one-time password that was sent to it. */
  readonly code: string;
}

export function putSandboxNumber(place: Place, phoneNumber: string, number: SandboxNumber): Put {
  return { kind: "put", key: sandboxKey(place, phoneNumber), value: { ...number } };
}

export function sandboxFromRow(row: Row): SandboxNumber {
  return row.value as unknown as SandboxNumber;
}

export function optedOutPartition(place: Place): Partition {
  return { table: "plain", partition: `${smsPath(place)}/opted-out` };
}

export function optedOutKey(place: Place, phoneNumber: string): Key {
  return { ...optedOutPartition(place), sort: phoneNumber };
}
