import { arnOf } from "../tree/arn.ts";
import type { Command } from "./command.ts";

/** The journal: what happened and why, of everything or of one resource. */
export const showJournal: Command = {
  name: "showJournal",
  async run({ texts }, node) {
    const about = node && arnOf(node.resource);
    const name = `${about && node ? `${node.label}: ` : ""}what happened.md`;
    await texts.show({ kind: "journal", name, ...(about ? { resource: about } : {}) });
  },
};
