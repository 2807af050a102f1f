import type { Delivery } from "../api/operations.ts";
import { askText, notEmpty } from "./ask.ts";
import type { Command, CommandContext } from "./command.ts";
import { pickSubscription, type Subscribed } from "./pick-subscription.ts";

/** Does what the recipient of a confirmation would do: follows the link that came with it. */
export const confirmSubscription: Command = {
  name: "confirmSubscription",
  async run(context, node) {
    const found = await pickSubscription("Confirm Subscription", context, node);
    if (!found) return;
    const { topic, subscription } = found;
    if (subscription.status === "confirmed") throw new Error(`${subscription.endpoint} has confirmed already.`);
    const token = (await tokenInInbox(found, context)) ?? (await askToken(subscription.endpoint));
    if (token === undefined) return;
    const path = { topic: topic.name, subscription: subscription.id };
    const query = { region: topic.region };
    await context.busy(() => context.client.call("confirmSubscription", { path, query, body: { token } }));
  },
};

/** The newest: an earlier confirmation's token may have ended. */
async function tokenInInbox({ subscription, topic }: Subscribed, { client }: CommandContext) {
  const { deliveries } = await client.call("listInbox", {
    query: { to: subscription.endpoint, order: "desc", limit: 100 },
  });
  const tokens = deliveries.filter(({ source }) => source === topic.arn).map(confirmationToken);
  return tokens.find((token) => token !== undefined);
}

/** Links are the REST API's own or AWS's: `.../confirm?token=` or `?Action=ConfirmSubscription&Token=`. */
function confirmationToken({ link }: Delivery): string | undefined {
  if (link === undefined || !/confirm/i.test(link)) return undefined;
  const { searchParams } = new URL(link);
  return searchParams.get("token") ?? searchParams.get("Token") ?? undefined;
}

function askToken(endpoint: string): Promise<string | undefined> {
  const prompt = `The token that ${endpoint} was sent; no message to it is in the inbox`;
  return askText({ title: "Confirm Subscription", prompt, check: notEmpty });
}
