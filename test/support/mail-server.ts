import { SMTPServer } from "smtp-server";
import { listen } from "./endpoint.ts";

export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came: headers, an empty line, the text. */
  readonly source: string;
}

export interface MailServer extends AsyncDisposable {
  /** With a user and a password. */
  readonly url: string;
  readonly mails: readonly Mail[];
}

/** A real mail server on a free port. Recipients at `nobody.example.com` are refused, those at `later.example.com` for now. */
export async function startMailServer(): Promise<MailServer> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, callback) {
      if (username === "ada@example.com" && password === "secret") callback(null, { user: username });
      else callback(new Error("wrong password"));
    },
    onRcptTo({ address }, _session, callback) {
      if (address.endsWith("@nobody.example.com")) callback(answer(550, "no such mailbox"));
      else if (address.endsWith("@later.example.com")) callback(answer(451, "try again later"));
      else callback();
    },
    onData(stream, { envelope }, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = envelope;
        mails.push({
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString("utf8"),
        });
        callback();
      });
    },
  });
  const port = await listen(server.server);
  return {
    url: `smtp://ada%40example.com:secret@127.0.0.1:${port}`,
    mails,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function answer(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
