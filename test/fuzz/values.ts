import type { Member, ServiceModel, Structure } from "../../shared/protocols/model.ts";
import type { Chance } from "./chance.ts";
import type { Pool } from "./pool.ts";

export type Members = Record<string, unknown>;

/** What values are made from. */
export interface Garden {
  readonly chance: Chance;
  readonly pool: Pool;
  readonly model: ServiceModel;
}

/** Deeper than any input is, and shallow enough for shapes that hold themselves. */
const MAX_DEPTH = 6;
/** Attributes and the like are maps of texts, whose keys no model has. */
const ATTRIBUTES: readonly (readonly [string, string])[] = [
  ["DelaySeconds", "0"],
  ["VisibilityTimeout", "30"],
  ["MaximumMessageSize", "1024"],
  ["MessageRetentionPeriod", "60"],
  ["ReceiveMessageWaitTimeSeconds", "1"],
  ["FifoQueue", "true"],
  ["ContentBasedDeduplication", "true"],
  ["FifoTopic", "true"],
  ["DisplayName", "news"],
  ["RawMessageDelivery", "true"],
  ["FilterPolicy", '{"colour":["blue",{"prefix":"r"},{"numeric":[">",5]}]}'],
  ["FilterPolicyScope", "MessageBody"],
  ["RedrivePolicy", '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":3}'],
  ["Policy", '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}'],
  ["DeliveryPolicy", '{"healthyRetryPolicy":{"numRetries":3}}'],
  ["KmsMasterKeyId", "alias/aws/sqs"],
];
/** What is seldom said, and soon refused when it is. */
const SELDOM =
  /^(?:Checksum|SSE|CopySource(?:SSE|If)|ContentMD5|ContentLength|Expected|MFA|RequestPayer|Bypass|If|WriteOffset|ObjectLock|BucketKey|Grant|ServerSide|[nN]extToken|ContinuationToken|PartNumber$|VersionId$|\w*KeyMD5)/;
const WORDS = [
  "a",
  "blue",
  "orders",
  "us-east-1",
  "10",
  "256",
  "1024",
  "true",
  "All",
  "SendMessage",
  "000000000000",
  "x y/z+ü",
];

/** A value that fits a structure: what is required, and some of the rest. */
export function structureOf(name: string, garden: Garden, depth = 0): Members {
  const structure: Structure | undefined = garden.model.structures[name];
  const { chance } = garden;
  const found: Members = {};
  const generous = 2 + chance.below(6);
  for (const [member, type] of Object.entries(structure?.members ?? {})) {
    const needed = structure?.required?.includes(member) === true;
    if (!needed && SELDOM.test(member) && !chance.once(30)) continue;
    if ((needed || chance.once(generous)) && (needed || depth < MAX_DEPTH)) {
      found[member] = valueFor(member, type, garden, depth + 1);
    }
  }
  return found;
}

function valueFor(name: string, member: Member, garden: Garden, depth: number): unknown {
  const { chance } = garden;
  switch (member.type) {
    case "structure":
      return depth > MAX_DEPTH + 4 ? {} : structureOf(member.shape, garden, depth);
    case "list":
      return Array.from({ length: chance.below(4) }, () => valueFor(name, member.member, garden, depth + 1));
    case "map":
      return mapOf(member, garden, depth);
    case "boolean":
      return chance.once(2);
    case "integer":
    case "long":
      return numberOf(member, chance);
    case "float":
    case "double":
      return chance.below(1000) / 8;
    case "timestamp":
      return new Date(Date.UTC(2026, 0, 1 + chance.below(400)));
    case "blob":
      return chance.bytes(chance.once(50) ? 9000 : chance.below(40));
    case "string":
      return textOf(name, member, garden);
    case "document":
      return { a: [1, "b"] };
  }
}

function mapOf(member: Extract<Member, { type: "map" }>, garden: Garden, depth: number): Members {
  const { chance } = garden;
  const map: Members = {};
  for (let count = chance.below(3); count > 0; count -= 1) {
    const [key, text] = chance.pick(ATTRIBUTES);
    const isText = member.value.type === "string";
    if (isText) map[key] = text;
    else map[chance.pick(WORDS)] = valueFor("value", member.value, garden, depth + 1);
  }
  return map;
}

function numberOf({ min = 0, max = 100 }: Member, chance: Chance): number {
  const span = Math.min(max - min, 1_000_000);
  return chance.once(4) ? chance.pick([min, max]) : min + chance.below(Math.max(1, span + 1));
}

function textOf(name: string, member: Member, { chance, pool }: Garden): string {
  if (member.enum && member.enum.length > 0) return chance.pick(member.enum);
  const known = pool.of(name);
  if (known.length > 0 && !chance.once(8)) return chance.pick(known);
  if (chance.once(2)) return chance.pick(WORDS);
  const { min = 1, max = 40 } = member;
  return chance.text(Math.min(min + chance.below(Math.max(1, Math.min(max - min, 40) + 1)), 5000));
}
