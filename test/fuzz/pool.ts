import type { Chance } from "./chance.ts";

/** So many values of a name are kept: new ones take the place of old. */
const KEPT = 6;

/** Values that requests know each other by: names from before, and whatever answers have said. */
export class Pool {
  readonly #values = new Map<string, string[]>();

  /** `QueueUrl` is also what `queueUrls` is a list of, and a `taskArn` does for a `task`. */
  add(name: string, value: string, chance?: Chance): void {
    // S3 names no bucket by its ARN.
    if (value === "" || value.length > 2000 || name === "BucketArn") return;
    for (const alias of aliases(name)) {
      const values = this.#values.get(alias) ?? [];
      if (values.includes(value)) continue;
      if (values.length < KEPT) values.push(value);
      else if (chance) values[chance.below(KEPT)] = value;
      this.#values.set(alias, values);
    }
  }

  of(name: string): readonly string[] {
    for (const alias of aliases(name)) {
      const values = this.#values.get(alias);
      if (values) return values;
    }
    return [];
  }

  /** Takes what an answer says: JSON's and XML's texts by their names. */
  learn(body: string, chance: Chance): void {
    for (const [, name = "", value = ""] of body.matchAll(/"([A-Za-z]{2,40})":"([^"\\]{1,1000})"/g)) {
      this.add(name, value, chance);
    }
    for (const [, name = "", value = ""] of body.matchAll(/<([A-Za-z]{2,40})>([^<&]{1,1000})</g)) {
      this.add(name, value, chance);
    }
  }
}

function aliases(name: string): string[] {
  const lower = name.toLowerCase();
  const singular = lower.replace(/s$/, "");
  return [...new Set([lower, singular, singular.replace(/(?:arn|url|id|name)$/, "")])].filter(
    (alias) => alias.length > 1,
  );
}
