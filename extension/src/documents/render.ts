import type { Delivery, Event, Operations } from "../api/operations.ts";

type Peeked = Operations["peekMessages"]["answer"]["messages"][number];
type LogLine = Operations["getTaskLogs"]["answer"]["lines"][number];

const STATES: Readonly<Record<Peeked["state"], string>> = {
  visible: "visible",
  inFlight: "in flight",
  delayed: "delayed",
};

/** Markdown that the editor folds and colours; bodies as they are. */
export function peekText(queue: string, messages: readonly Peeked[]): string {
  const head = `# ${queue}\n\nA peek changes nothing: no message is hidden, no receive is counted. AWS has no such operation.\n`;
  if (messages.length === 0) return `${head}\nNo messages.\n`;
  return [head, ...messages.map(peekedMessage)].join("\n");
}

function peekedMessage(message: Peeked): string {
  const { messageId, state, visibleAt, receiveCount, shard, sentAt, attributes = {}, body, bodyTruncated } = message;
  const times = receiveCount === 1 ? "once" : `${receiveCount} times`;
  const facts = [
    state === "visible" ? `**${STATES[state]}**` : `**${STATES[state]}** until ${visibleAt}`,
    receiveCount === 0 ? "never received" : `received ${times}`,
    `shard ${shard}`,
    `sent ${sentAt}`,
  ];
  const named = Object.entries(attributes).map(([name, { type, value }]) => `- ${name} (${type}): ${value}`);
  const cut = bodyTruncated ? "\n(the body goes on)" : "";
  return [`## ${messageId}`, "", facts.join(", "), "", ...named, "```", `${body}${cut}`, "```", ""].join("\n");
}

/** The newest first, as who asks "why?" wants it; what one request caused stands together. Times are the playground's, in UTC. */
export function journalText(events: readonly Event[]): string {
  const lines = ["# What happened, the newest first"];
  let last: { readonly day?: string; readonly traceId?: string } = {};
  for (const { at, text, traceId, resource } of events) {
    const [day = "", time = ""] = at.split("T");
    if (day !== last.day) lines.push("", `## ${day}`, "");
    else if (traceId !== last.traceId) lines.push("");
    last = { day, traceId };
    const name = spokenName(resource);
    lines.push(`- **${time.slice(0, 8)}** ${text.includes(name) ? text : `${name}: ${text}`}`);
  }
  if (events.length === 0) lines.push("", "Nothing yet.");
  return `${lines.join("\n")}\n`;
}

/** `arn:aws:sqs:us-east-1:000000000000:orders` is "orders", `...:service/default/web` is "web"; a subscription has its topic's. */
function spokenName(arn: string): string {
  const [, , service, , , name = arn] = arn.split(":");
  return (service === "ecs" ? name.split("/").at(-1) : name) ?? name;
}

export function logText(lines: readonly LogLine[]): string {
  if (lines.length === 0) return "Nothing has been logged yet.\n";
  return `${lines.map(({ at, text }) => `${at}  ${text}`).join("\n")}\n`;
}

/** As a mail reader shows it, with what became of it at the end. */
export function deliveryText(delivery: Delivery): string {
  const { from, to, at, subject, text, headers = {} } = delivery;
  const head = [
    `From: ${from}`,
    `To: ${to}`,
    `Date: ${at}`,
    ...(subject === undefined ? [] : [`Subject: ${subject}`]),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return `${head.join("\n")}\n\n${text}\n\n-- \n${outcomeText(delivery)}\n`;
}

const WHAT: Readonly<Record<Delivery["kind"], string>> = {
  email: "an e-mail",
  sms: "a text message",
  http: "a request",
  push: "a push notification",
};

function outcomeText({ kind, outcome, attempt }: Delivery): string {
  const what = `This is ${WHAT[kind]}`;
  if (outcome.status === "kept") return `${what} that would have left AWS. In a playground it stays here.`;
  const times = attempt === undefined || attempt <= 1 ? "" : `, attempt ${attempt}`;
  const code = outcome.statusCode === undefined ? "" : ` The answer was ${outcome.statusCode}.`;
  if (outcome.status === "delivered") return `${what} that left the playground${times}.${code}`;
  return `${what} that could not be delivered${times}: ${outcome.reason ?? "no reason was given"}.${code}`;
}
