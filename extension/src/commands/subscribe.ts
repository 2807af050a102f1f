import { askText, choose, notEmpty } from "./ask.ts";
import type { Command, CommandContext } from "./command.ts";
import { pickQueue, pickTopic } from "./pick.ts";

type Protocol = "sqs" | "email" | "sms";

export const subscribe: Command = {
  name: "subscribe",
  async run(context, node) {
    const topic = await pickTopic("Subscribe", context, node);
    if (!topic) return;
    const title = `Subscribe to ${topic.name}`;
    const protocol = await choose<Protocol>(title, [
      { label: "A queue", description: "sqs", value: "sqs" },
      { label: "An e-mail address", description: "email: lands in the inbox, to be confirmed there", value: "email" },
      { label: "A phone number", description: "sms: lands in the inbox", value: "sms" },
    ]);
    if (!protocol) return;
    const endpoint = await askEndpoint(title, protocol, context);
    if (endpoint === undefined) return;
    const { name, region } = topic;
    const body = { protocol, endpoint };
    await context.busy(() => context.client.call("subscribe", { path: { topic: name }, query: { region }, body }));
  },
};

async function askEndpoint(title: string, protocol: Protocol, context: CommandContext): Promise<string | undefined> {
  if (protocol === "sqs") return (await pickQueue(title, context))?.arn;
  const email = protocol === "email";
  const prompt = email ? "The e-mail address" : "The phone number, as +14155550100";
  return askText({ title, prompt, placeholder: email ? "ada@example.com" : "+14155550100", check: notEmpty });
}
