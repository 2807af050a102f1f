import { readFileSync } from "node:fs";
import { join } from "node:path";

type Recording = Readonly<Record<string, unknown>>;
interface Scenario {
  readonly responses: Readonly<Record<string, Recording>>;
}

/** What AWS answered: `recorded("sqs", "TestSqsProvider::test_send_empty_message[sqs]", "send_empty_message")`. */
export function recorded(service: string, scenario: string, response: string): Recording {
  const file = join(import.meta.dirname, "..", "..", "recorded", `${service}.json`);
  const scenarios = JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, Scenario>>;
  const found = scenarios[scenario]?.responses[response];
  if (!found) throw new Error(`nothing is recorded as ${scenario} ${response}`);
  return found;
}

/** An error as AWS gave it: its members and the HTTP status. Placeholders of the recording are given their values. */
export function recordedError(
  service: string,
  scenario: string,
  response: string,
  values: Readonly<Record<string, string>> = {},
): Record<string, unknown> {
  const { Error: error, ResponseMetadata } = recorded(service, scenario, response) as {
    Error: Record<string, unknown>;
    ResponseMetadata?: { HTTPStatusCode?: number };
  };
  const { RequestId, HostId, _normalized, ...members } = error;
  const filled = Object.entries(members).map(([name, value]) => [name, fill(value, values)]);
  const status = ResponseMetadata?.HTTPStatusCode;
  return { ...Object.fromEntries(filled), ...(status === undefined ? {} : { status }) };
}

function fill(value: unknown, values: Readonly<Record<string, string>>): unknown {
  if (typeof value !== "string") return value;
  return Object.entries(values).reduce(
    (text, [placeholder, actual]) => text.replaceAll(`<${placeholder}>`, actual),
    value,
  );
}
