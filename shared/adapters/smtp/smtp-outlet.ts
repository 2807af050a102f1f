import type { Transporter } from "nodemailer";
import type { Delivery, DeliveryOutcome } from "../../ports/delivery-gateway.ts";
import { failure, type Outlet, refusal } from "../../ports/outlet.ts";

export interface SmtpOutletOptions {
  /** `smtp://user:password@host:587` or `smtps://...`. */
  readonly url: string;
  /** The address that everything is sent from: a mail server lets nobody send as amazonaws.com. */
  readonly from: string;
}

/** A mail server that takes longer is tried again later. */
const TIMEOUT_MILLISECONDS = 20_000;

/** Sends e-mails through a mail server. nodemailer is loaded when the first one goes out. */
export class SmtpOutlet implements Outlet {
  readonly #options: SmtpOutletOptions;
  #transport: Promise<Pick<Transporter, "sendMail">> | undefined;

  constructor(options: SmtpOutletOptions) {
    this.#options = options;
  }

  async send({ to, from, subject, text, headers }: Delivery): Promise<DeliveryOutcome> {
    this.#transport ??= open(this.#options.url);
    const transport = await this.#transport;
    try {
      const { response } = await transport.sendMail({
        to: { name: "", address: to },
        from: { name: nameOf(from), address: this.#options.from },
        ...(subject === undefined ? {} : { subject }),
        ...(headers === undefined ? {} : { headers }),
        text,
        // What is published may come from anybody: it names no files and no addresses to fetch.
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return { status: "delivered", ...(typeof response === "string" ? { answer: response } : {}) };
    } catch (error) {
      throw inWords(error);
    }
  }
}

async function open(url: string): Promise<Pick<Transporter, "sendMail">> {
  const { createTransport } = await import("nodemailer");
  const timeouts = {
    connectionTimeout: TIMEOUT_MILLISECONDS,
    greetingTimeout: TIMEOUT_MILLISECONDS,
    socketTimeout: TIMEOUT_MILLISECONDS,
  };
  return createTransport({ url, ...timeouts });
}

/** `News` in `News <no-reply@sns.amazonaws.com>` */
function nameOf(sender: string): string {
  return /^(.*?)\s*<[^>]*>$/.exec(sender)?.[1] ?? "";
}

/** Of SMTP's answers 5xx is final and 4xx may pass; a wrong password and a connection that fails are for whoever set the server up. */
function inWords(error: unknown): Error {
  const {
    responseCode,
    message = String(error),
    code,
  } = error as { responseCode?: number; message?: string; code?: string };
  const said = `the mail server said: ${message.replace(/\s+/g, " ").trim()}`;
  const isFinal = responseCode !== undefined && responseCode >= 500 && code !== "EAUTH" && code !== "ECONNECTION";
  return isFinal ? refusal(said) : failure(said);
}
