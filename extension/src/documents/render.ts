import type { Delivery, Operations } from "../api/operations.ts";

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

export function logText(lines: readonly LogLine[]): string {
  if (lines.length === 0) return "Nothing has been logged yet.\n";
  return `${lines.map(({ at, text }) => `${at}  ${text}`).join("\n")}\n`;
}

/** As a mail reader shows it. */
export function deliveryText({ kind, from, to, at, subject, text }: Delivery): string {
  const head = [`From: ${from}`, `To: ${to}`, `Date: ${at}`, ...(subject === undefined ? [] : [`Subject: ${subject}`])];
  const note = kind === "email" ? "an e-mail" : "a text message";
  return `${head.join("\n")}\n\n${text}\n\n-- \nThis is ${note} that would have left AWS. In a playground it stays here.\n`;
}
