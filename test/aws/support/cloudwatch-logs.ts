import { once } from "node:events";
import { createServer } from "node:http";
import type { GetLogEventsRequest, GetLogEventsResponse } from "@aws-sdk/client-cloudwatch-logs";

interface Line {
  readonly timestamp: number;
  readonly message: string;
}

export interface LogsStandIn {
  readonly url: string;
  /** How often it was asked. */
  readonly requests: readonly GetLogEventsRequest[];
  close(): Promise<void>;
}

/** CloudWatch Logs gives no more in one answer. */
const MAX_PAGE = 10_000;

/**
 * GetLogEvents as its documentation describes it: no server of CloudWatch Logs can be had. Tokens lead forwards and backwards, a
 * token that comes back unchanged says that there is no more, startTime is inclusive and endTime is not.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
export async function startLogsStandIn(
  linesOf: (stream: string) => Promise<readonly Line[] | undefined>,
  pageSize = MAX_PAGE,
): Promise<LogsStandIn> {
  const requests: GetLogEventsRequest[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const input = JSON.parse(text) as GetLogEventsRequest;
    requests.push(input);
    const lines = await linesOf(input.logStreamName ?? "");
    response.setHeader("content-type", "application/x-amz-json-1.1");
    if (request.headers["x-amz-target"] !== "Logs_20140328.GetLogEvents" || !lines) {
      response.statusCode = 400;
      response.end(JSON.stringify({ __type: "ResourceNotFoundException", message: "no such log stream" }));
      return;
    }
    response.end(JSON.stringify(getLogEvents(lines, input, pageSize)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function getLogEvents(all: readonly Line[], input: GetLogEventsRequest, pageSize: number): GetLogEventsResponse {
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY, limit = MAX_PAGE, startFromHead, nextToken } = input;
  const lines = all.filter(({ timestamp }) => timestamp >= startTime && timestamp < endTime);
  const size = Math.min(limit, pageSize);
  const from = nextToken ? Number(nextToken.slice(2)) : startFromHead ? 0 : Math.max(0, lines.length - size);
  const events = lines.slice(from, from + size).map((line) => ({ ...line, ingestionTime: line.timestamp }));
  return { events, nextForwardToken: `f/${from + events.length}`, nextBackwardToken: `b/${from}` };
}
