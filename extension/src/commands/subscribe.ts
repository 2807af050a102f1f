import { askText, choose, notEmpty } from "./ask.ts";
import type { Command, CommandContext } from "./command.ts";
import { pickQueue, pickTopic } from "./pick.ts";

type Protocol = "sqs" | "http" | "email" | "sms";

const QUESTIONS: Readonly<Record<Exclude<Protocol, "sqs">, { prompt: string; placeholder: string }>> = {
  http: { prompt: "The address that messages are posted to", placeholder: "http://127.0.0.1:3000/news" },
  email: { prompt: "The e-mail address", placeholder: "ada@example.com" },
  sms: { prompt: "The phone number, as +14155550100", placeholder: "+14155550100" },
};

export const subscribe: Command = {
  name: "subscribe",
  async run(context, node) {
    const topic = await pickTopic("Subscribe", context, node);
    if (!topic) return;
    const title = `Subscribe to ${topic.name}`;
    const protocol = await choose<Protocol>(title, [
      { label: "A queue", description: "sqs", value: "sqs" },
      {
        label: "A web address",
        description: "http or https: a server of yours, which has to confirm",
        value: "http",
      },
      { label: "An e-mail address", description: "email: lands in the inbox, to be confirmed there", value: "email" },
      { label: "A phone number", description: "sms: lands in the inbox", value: "sms" },
    ]);
    if (!protocol) return;
    const endpoint = await askEndpoint(title, protocol, context);
    if (endpoint === undefined) return;
    const { name, region } = topic;
    const body = { protocol: endpoint.startsWith("https://") ? "https" : protocol, endpoint };
    await context.busy(() => context.client.call("subscribe", { path: { topic: name }, query: { region }, body }));
  },
};

async function askEndpoint(title: string, protocol: Protocol, context: CommandContext): Promise<string | undefined> {
  if (protocol === "sqs") return (await pickQueue(title, context))?.arn;
  const { prompt, placeholder } = QUESTIONS[protocol];
  return askText({ title, prompt, placeholder, check: notEmpty });
}
