import { askText } from "./ask.ts";
import type { Command } from "./command.ts";

const LAST_URL = "skyground.lastUrl";

/** To a playground at an address. Its key stays in the editor's secret storage, by address. */
export const connect: Command = {
  name: "connect",
  async run({ connection, secrets, memory, busy }) {
    const title = "Connect to a Playground";
    const last = memory.get(LAST_URL);
    const url = await askText({
      title,
      prompt: "The playground's address",
      value: typeof last === "string" ? last : "http://127.0.0.1:4566",
      check: checkUrl,
    });
    if (url === undefined) return;
    const { origin } = new URL(url);
    const key = await askText({
      title,
      prompt: "Its API key; leave it empty when it asks for none",
      value: (await secrets.get(origin)) ?? "",
      secret: true,
    });
    if (key === undefined) return;
    await busy(() => connection.connect(origin, key || undefined));
    await memory.update(LAST_URL, origin);
    await secrets.store(origin, key);
  },
};

/** A key must not travel in the clear: plain HTTP is for this machine. */
export function checkUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return "An address such as https://playground.example.com";
  const { protocol, hostname } = new URL(text);
  if (protocol === "https:" || (protocol === "http:" && /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname)))
    return undefined;
  return "https://, or http:// on this machine: a key would be read on the way.";
}
