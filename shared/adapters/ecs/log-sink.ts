import {
  type CloudWatchLogsClient,
  GetLogEventsCommand,
  type GetLogEventsResponse,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";
import type { Clock } from "../../ports/clock.ts";
import { cutLine, type LogCaps, type LogLine, type LogQuery, type LogSink, logCaps } from "../../ports/log-sink.ts";
import type { TableStore } from "../../ports/table-store.ts";
import { Placements } from "./placements.ts";
import { CONTAINER, LOG_STREAM_PREFIX } from "./settings.ts";

export interface FargateLogSinkOptions extends Partial<LogCaps> {
  readonly client: CloudWatchLogsClient;
  readonly logGroup: string;
  readonly store: TableStore;
  readonly clock: Clock;
  /** Has every stream that no task on Fargate writes. */
  readonly others: LogSink;
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
const MAX_EVENTS = 10_000;
/** GetLogEvents has a quota of 10 to 25 requests a second for the whole account: who waits for a line asks no more often than this. */
const LOOK_AGAIN_MILLISECONDS = 1000;
const MAX_REMEMBERED = 100;

interface Event {
  readonly at: number;
  readonly text: string;
}

/**
 * What tasks on Fargate write, read where Fargate itself puts it: in CloudWatch Logs, which keeps it as long as its group says. A line
 * is named by its instant and its place among the lines of that instant, which CloudWatch itself gives no name.
 */
export class FargateLogSink implements LogSink {
  readonly #options: FargateLogSinkOptions;
  readonly #placements: Placements;
  readonly #caps: LogCaps;
  /** What was asked last and had nothing, so that waiting readers don't ask all the time. */
  readonly #empty = new Map<string, number>();

  constructor(options: FargateLogSinkOptions) {
    this.#options = options;
    this.#placements = new Placements(options.store);
    this.#caps = logCaps(options);
  }

  append(stream: string, lines: readonly Event[]): void {
    this.#options.others.append(stream, lines);
  }

  async read(query: LogQuery): Promise<readonly LogLine[]> {
    const writer = await this.#placements.writerOf(query.stream);
    if (writer === undefined) return this.#options.others.read(query);
    const { clock } = this.#options;
    const asked = JSON.stringify(query);
    if (clock.now() - (this.#empty.get(asked) ?? Number.NEGATIVE_INFINITY) < LOOK_AGAIN_MILLISECONDS) return [];
    const stream = `${LOG_STREAM_PREFIX}/${CONTAINER}/${writer.split("/").at(-1)}`;
    const lines =
      query.limit <= 0 ? [] : query.tail ? await this.#tail(stream, query) : await this.#head(stream, query);
    this.#empty.delete(asked);
    if (this.#empty.size >= MAX_REMEMBERED) this.#empty.clear();
    if (lines.length === 0) this.#empty.set(asked, clock.now());
    return lines;
  }

  flush(): Promise<void> {
    return this.#options.others.flush();
  }

  /** Who wrote them is forgotten; the lines themselves go with their group's retention. */
  async drop(streamPrefix: string): Promise<void> {
    await this.#options.others.drop(streamPrefix);
    await this.#placements.dropWriters(streamPrefix);
  }

  close(): Promise<void> {
    return this.#options.others.close();
  }

  async #head(stream: string, { after, limit }: LogQuery): Promise<readonly LogLine[]> {
    const last = after === undefined ? undefined : placeOf(after);
    const skip = last ? last.index + 1 : 0;
    const events = await this.#events(stream, { startTime: last?.at ?? 0, wanted: skip + limit });
    return this.#named(events, 0).slice(skip, skip + limit);
  }

  async #tail(stream: string, { after, limit }: LogQuery): Promise<readonly LogLine[]> {
    const { client, logGroup } = this.#options;
    const events = await this.#send(() =>
      client.send(
        new GetLogEventsCommand({ logGroupName: logGroup, logStreamName: stream, startFromHead: false, limit }),
      ),
    );
    const [first] = events.events;
    if (!first) return [];
    // Lines of the first one's instant may lie before the page.
    const ofInstant = await this.#events(stream, { startTime: first.at, endTime: first.at + 1, wanted: MAX_EVENTS });
    const shown = events.events.filter(({ at }) => at === first.at).length;
    const lines = this.#named(events.events, ofInstant.length - shown);
    return after === undefined ? lines : lines.filter(({ id }) => id > after);
  }

  /** From the first on, until so many are there or there are no more: a page may be empty and still not be the last. */
  async #events(
    logStreamName: string,
    { wanted, ...range }: { startTime: number; endTime?: number; wanted: number },
  ): Promise<readonly Event[]> {
    const { client, logGroup: logGroupName } = this.#options;
    const found: Event[] = [];
    let nextToken: string | undefined;
    for (;;) {
      const limit = Math.min(MAX_EVENTS, wanted - found.length);
      const request = { logGroupName, logStreamName, startFromHead: true, limit, nextToken, ...range };
      const page = await this.#send(() => client.send(new GetLogEventsCommand(request)));
      found.push(...page.events);
      if (found.length >= wanted || page.next === undefined || page.next === nextToken) return found;
      nextToken = page.next;
    }
  }

  async #send(ask: () => Promise<GetLogEventsResponse>) {
    try {
      const { events = [], nextForwardToken } = await ask();
      const found = events.map(({ timestamp = 0, message = "" }): Event => ({ at: timestamp, text: message }));
      return { events: found, next: nextForwardToken };
    } catch (error) {
      // The stream begins with the container's first line.
      if (error instanceof ResourceNotFoundException) return { events: [], next: undefined };
      throw error;
    }
  }

  /** `before` lines of the first one's instant are not among them. */
  #named(events: readonly Event[], before: number): readonly LogLine[] {
    let instant = events[0]?.at;
    let index = before - 1;
    return events.map(({ at, text }) => {
      index = at === instant ? index + 1 : 0;
      instant = at;
      return { at, text: cutLine(text, this.#caps.maxLineBytes), id: nameOf(at, index) };
    });
  }
}

const INSTANT_DIGITS = 14;
const INDEX_DIGITS = 6;

function nameOf(at: number, index: number): string {
  return `${String(at).padStart(INSTANT_DIGITS, "0")}-${String(index).padStart(INDEX_DIGITS, "0")}`;
}

function placeOf(id: string): { at: number; index: number } {
  const [at = "0", index = "0"] = id.split("-");
  return { at: Number(at) || 0, index: Number(index) || 0 };
}
