import type { Claimed, ClaimRequest, Row, Write } from "../../ports/table-store.ts";
import type { OrderedMap } from "./ordered-map.ts";
import { type DuePosition, LAST_SORT } from "./partition-rows.ts";

export interface ClaimTools {
  due(): OrderedMap<DuePosition, string> | undefined;
  row(sort: string): Row | undefined;
  /** False when a condition doesn't hold. */
  transact(writes: readonly Write[]): boolean;
}

/** Candidates read at a time: rewriting changes the ordering that they are read from. */
const PAGE = 32;

export function claimDue<Taken>(request: ClaimRequest<Taken>, tools: ClaimTools): Claimed<Taken> {
  const { dueUntil, limit, rewrite, maxExamined = Number.POSITIVE_INFINITY } = request;
  const taken: Taken[] = [];
  const noted: Taken[] = [];
  // A row whose new instant has come already, such as one taken with no visibility timeout, is not taken again here.
  const examined = new Set<string>();
  let conflicts = 0;
  let last = false;
  const isFull = () => last || taken.length >= limit;
  let after: DuePosition = { dueAt: 0, sort: "" };
  while (!isFull() && examined.size < maxExamined) {
    const page = tools.due()?.from(after).take(PAGE).toArray() ?? [];
    const candidates = page.map(([position]) => position).filter(({ dueAt }) => dueAt <= dueUntil);
    for (const { sort, dueAt } of candidates) {
      const row = examined.has(sort) ? undefined : tools.row(sort);
      if (row?.dueAt !== dueAt || isFull() || examined.size >= maxExamined) continue;
      examined.add(sort);
      const result = rewrite(row, taken.length);
      if (result === "skip") continue;
      if (!tools.transact(result.writes)) {
        conflicts += 1;
        continue;
      }
      if ("take" in result) {
        taken.push(result.take);
        last = result.last ?? false;
      } else if (result.note !== undefined) noted.push(result.note);
    }
    const end = candidates.at(-1);
    if (!end || candidates.length < PAGE) break;
    after = { dueAt: end.dueAt, sort: `${end.sort}\0` };
  }
  const nextDueAt = !isFull() ? firstAfter(tools.due(), dueUntil) : undefined;
  return { taken, noted, conflicts, ...(nextDueAt === undefined ? {} : { nextDueAt }) };
}

function firstAfter(due: OrderedMap<DuePosition, string> | undefined, instant: number): number | undefined {
  return due?.from({ dueAt: instant, sort: LAST_SORT }).next().value?.[0].dueAt;
}
