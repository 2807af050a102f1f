import { isLoopback } from "./safety.ts";
import { StartError } from "./start-error.ts";

/** What may leave the machine. */
export interface OutgoingSettings {
  /** `public`: HTTP deliveries go to no private address. */
  readonly reach?: "everywhere" | "public";
  /** The mail server that e-mails go out by; without one they go no further than the inbox. */
  readonly smtp?: { readonly url: string; readonly from: string } | undefined;
}

/**
 * On loopback whoever subscribes an endpoint could reach it anyway. On another address somebody else may subscribe one, and would
 * make this server speak to its neighbours: that has to be asked for.
 */
export function readOutgoing(
  { host, deliverToPrivate }: { readonly host: string; readonly deliverToPrivate: boolean },
  environment: NodeJS.ProcessEnv,
): OutgoingSettings {
  const allowed = deliverToPrivate || environment.SKYGROUND_DELIVER_TO_PRIVATE === "1";
  return { reach: allowed || isLoopback(host) ? "everywhere" : "public", smtp: readSmtp(environment) };
}

function readSmtp({ SKYGROUND_SMTP_URL: url, SKYGROUND_SMTP_FROM }: NodeJS.ProcessEnv): OutgoingSettings["smtp"] {
  if (!url) return undefined;
  const parsed = URL.parse(url);
  // The URL holds a password: it is not repeated.
  if (!parsed || !/^smtps?:$/.test(parsed.protocol) || parsed.hostname === "")
    throw new StartError("SKYGROUND_SMTP_URL must be an address such as smtp://user:password@mail.example.com:587.");
  const from = SKYGROUND_SMTP_FROM || decodeURIComponent(parsed.username);
  if (/^[^\s@<>]+@[^\s@<>]+$/.test(from)) return { url, from };
  throw new StartError("SKYGROUND_SMTP_FROM must be the e-mail address that the mail server lets you send from.");
}
