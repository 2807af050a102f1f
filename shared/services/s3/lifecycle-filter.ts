import type { LifecycleRule, Tag } from "@aws-sdk/client-s3";
import type { Tags } from "./model.ts";

/** Which objects a rule is about, wherever in the rule that is said. */
export interface Filter {
  readonly prefix: string;
  readonly tags: readonly Tag[];
  readonly largerThan: number | undefined;
  readonly smallerThan: number | undefined;
}

export function filterOf({ Prefix, Filter }: LifecycleRule): Filter {
  const { And } = Filter ?? {};
  const tag = Filter?.Tag ? [Filter.Tag] : [];
  return {
    prefix: And?.Prefix ?? Filter?.Prefix ?? Prefix ?? "",
    tags: And?.Tags ?? tag,
    largerThan: And?.ObjectSizeGreaterThan ?? Filter?.ObjectSizeGreaterThan,
    smallerThan: And?.ObjectSizeLessThan ?? Filter?.ObjectSizeLessThan,
  };
}

/** What a filter looks at. A delete marker has neither tags nor a size. */
export interface Filtered {
  readonly key: string;
  readonly tags?: Tags;
  readonly size?: number;
}

export function matchesFilter({ prefix, tags, largerThan, smallerThan }: Filter, object: Filtered): boolean {
  const { key, tags: own = [], size } = object;
  return (
    key.startsWith(prefix) &&
    tags.every(({ Key, Value }) => own.some(([name, value]) => name === Key && value === Value)) &&
    (largerThan === undefined || (size !== undefined && size > largerThan)) &&
    (smallerThan === undefined || (size !== undefined && size < smallerThan))
  );
}

/** Where to look for what some rules are about, without looking anywhere twice. */
export function prefixesOf(rules: readonly LifecycleRule[]): readonly string[] {
  const sorted = [...new Set(rules.map((rule) => filterOf(rule).prefix))].sort();
  return sorted.filter((prefix, index) => !sorted.slice(0, index).some((shorter) => prefix.startsWith(shorter)));
}
