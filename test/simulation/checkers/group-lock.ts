import { copyOf, type Handout, type History, isBefore } from "../history.ts";
import { handoutsByGroup, isEarlier, type Placed, words } from "./groups.ts";
import { hiddenUntil } from "./hidden.ts";

/** While a message is in flight, nothing that stands behind it in its group is handed out: no two receivers work on one group. */
export function groupLock(history: History): string[] {
  return [...handoutsByGroup(history)].flatMap(([group, handouts]) =>
    handouts.flatMap((first) =>
      handouts
        .filter((second) => isEarlier(first, second) && first.span !== second.span)
        .filter((second) => clash(first, second, history))
        .map((second) => `${group} gave ${words(second)} while ${words(first)} was in flight`),
    ),
  );
}

function clash(first: Placed<Handout>, second: Placed<Handout>, history: History): boolean {
  if (!isBefore(first, second) || second.span.until >= hiddenUntil(first, history, second)) return false;
  return !mayBeGone(first, second, history);
}

/** Deleted, purged or expired by then, as far as anybody can know. */
function mayBeGone(first: Handout, second: Handout, { deletions, purges, sent }: History): boolean {
  const mayHaveBegun = ({ span }: { span: Handout["span"] }) => span.start < second.span.end;
  const { queue } = first;
  const origin = sent.find(({ token }) => token === first.token);
  const expiresAt = (origin?.span.from ?? 0) + queue.settings.retentionSeconds * 1000;
  return (
    deletions.some((deletion) => copyOf(deletion.handout) === copyOf(first) && mayHaveBegun(deletion)) ||
    purges.some((purge) => purge.queue === queue && mayHaveBegun(purge)) ||
    expiresAt <= second.span.until
  );
}
