import { VERSION } from "../version.ts";
import { examples } from "./landing/examples.ts";

interface Greeting {
  readonly url: string;
  readonly dataFolder: string;
  readonly apiKey: string | undefined;
  /** From the start of the process until it could answer. */
  readonly startSeconds: number;
}

/** What a newcomer reads first: what this is, where its data is, what to try, how to stop it. */
export function greeting({ url, dataFolder, apiKey, startSeconds }: Greeting): string {
  const [first] = examples(url, apiKey !== undefined);
  return [
    `Skyground ${VERSION} is up on ${url} (${startSeconds.toFixed(2)} s): a playground for AWS's queues, topics, buckets and Fargate tasks.`,
    `  Data   ${dataFolder}`,
    `  Try    ${first?.command ?? ""}`,
    `         or open ${url} in a browser`,
    "  Stop   Ctrl-C",
    "",
  ].join("\n");
}
