import { choose } from "./ask.ts";
import type { Command } from "./command.ts";

/** The help, by its words; a link in it brings the word along. */
export const lookUp: Command = {
  name: "lookUp",
  async run({ client, texts }, word: unknown) {
    if (typeof word === "string") return texts.showPage({ kind: "term", name: `${word}.md`, term: word });
    const { docs } = await client.call("listDocs");
    const entry = await choose(
      "Look Up a Word",
      docs.map((value) => ({
        label: value.title,
        description: value.aliases.join(", "),
        detail: value.summary,
        value,
      })),
    );
    if (entry) await texts.showPage({ kind: "term", name: `${entry.title}.md`, term: entry.term });
  },
};
