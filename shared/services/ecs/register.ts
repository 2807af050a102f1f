import type { Body } from "../../core/body.ts";
import type { Write } from "../../ports/table-store.ts";
import type { RequestContext } from "../service.ts";
import type { CheckedDefinition } from "./definition-checks.ts";
import type { Family, TaskDefinition } from "./model.ts";
import type { Reader } from "./stored.ts";
import { familyFromRow, familyKey, putDefinition, putFamily } from "./table.ts";

export interface StoredFamily {
  readonly family: Family;
  readonly version: string | undefined;
}

/** A family's counter; one that nobody registered yet stands at 0. */
export async function readFamily(name: string, { store, context }: Reader): Promise<StoredFamily> {
  const { account, region } = context;
  const row = await store.get(familyKey(context, { account, region }, name));
  const family = row ? familyFromRow(row) : { account, region, name, lastRevision: 0, activeRevisions: 0 };
  return { family, version: row?.version };
}

export interface Registration {
  readonly definition: TaskDefinition;
  readonly writes: readonly Write[];
  /** An uploaded zip that the definition refers to from now on. */
  readonly keep: readonly Body[];
}

/** Gives a checked definition the next revision of its family. */
export function register(
  checked: CheckedDefinition,
  { family, version }: StoredFamily,
  context: RequestContext,
): Registration {
  const { account, region, now } = context;
  const revision = family.lastRevision + 1;
  const definition: TaskDefinition = { ...checked, account, region, revision, status: "ACTIVE", registeredAt: now };
  const counted: Family = { ...family, lastRevision: revision, activeRevisions: family.activeRevisions + 1 };
  const source = checked.container.skygroundSource;
  return {
    definition,
    writes: [
      putFamily(context, counted, version === undefined ? "absent" : { version }),
      putDefinition(context, definition, "absent"),
    ],
    keep: source?.kind === "zip" ? [source.body] : [],
  };
}
