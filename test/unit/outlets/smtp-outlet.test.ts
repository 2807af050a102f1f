import { expect, test } from "vitest";
import { readOutgoing } from "../../../functions/local/outgoing-settings.ts";
import { SmtpOutlet } from "../../../shared/adapters/smtp/smtp-outlet.ts";
import { ServiceError } from "../../../shared/core/errors.ts";
import { delivery } from "../../ports/delivery-gateway.ts";
import { startMailServer } from "../../support/mail-server.ts";

const from = "news@example.com";
const letter = (to: string) =>
  delivery("a", { to, from: "Ädas News <no-reply@sns.amazonaws.com>", subject: "Grüße", text: "Hällo\n.\nBye" });

test("an e-mail goes out by the mail server, from the address that it allows and under the topic's name", async () => {
  await using server = await startMailServer();
  const outcome = await new SmtpOutlet({ url: server.url, from }).send(letter("bob@example.com"));
  expect(outcome).toMatchObject({ status: "delivered" });
  expect(server.mails).toMatchObject([{ from, to: ["bob@example.com"] }]);
  const source = server.mails[0]?.source ?? "";
  expect(source).toMatch(/^Subject: =\?UTF-8\?Q\?Gr=C3=BC=C3=9Fe\?=\r$/m);
  expect(source).toMatch(/^From: =\?UTF-8\?[^\r]*<news@example\.com>\r$/m);
  expect(source).toContain("H=C3=A4llo");
});

test("what the mail server refuses for good is final, everything else may pass", async () => {
  await using server = await startMailServer();
  const outlet = new SmtpOutlet({ url: server.url, from });
  const nobody = outlet.send(letter("x@nobody.example.com"));
  await expect(nobody).rejects.toThrow(/the mail server said: .*no such mailbox/);
  await expect(nobody).rejects.toBeInstanceOf(ServiceError);
  const later = outlet.send(letter("x@later.example.com"));
  await expect(later).rejects.toThrow(/try again later/);
  await expect(later).rejects.not.toBeInstanceOf(ServiceError);
  const stranger = new SmtpOutlet({ url: server.url.replace("secret", "wrong"), from });
  await expect(stranger.send(letter("bob@example.com"))).rejects.not.toBeInstanceOf(ServiceError);
  expect(server.mails).toEqual([]);
});

test("a text that looks like files and addresses is text", async () => {
  await using server = await startMailServer();
  const outlet = new SmtpOutlet({ url: server.url, from });
  await outlet.send({ ...letter("bob@example.com"), text: "file:///etc/passwd", subject: "a\r\nBcc: eve@example.com" });
  expect(server.mails[0]?.to).toEqual(["bob@example.com"]);
  expect(server.mails[0]?.source).not.toMatch(/^Bcc:/m);
  expect(server.mails[0]?.source).toContain("file:///etc/passwd");
});

test("the mail server is named by its address, and the sender by itself or by who logs in", () => {
  const read = (environment: NodeJS.ProcessEnv) =>
    readOutgoing({ host: "127.0.0.1", deliverToPrivate: false }, environment);
  const url = "smtp://ada%40example.com:secret@mail.example.com:587";
  expect(read({})).toEqual({ reach: "everywhere", smtp: undefined });
  expect(read({ SKYGROUND_SMTP_URL: url })).toMatchObject({ smtp: { url, from: "ada@example.com" } });
  expect(read({ SKYGROUND_SMTP_URL: url, SKYGROUND_SMTP_FROM: from })).toMatchObject({ smtp: { from } });
  expect(() => read({ SKYGROUND_SMTP_URL: "http://mail.example.com" })).toThrow(
    /SKYGROUND_SMTP_URL must be an address/,
  );
  expect(() => read({ SKYGROUND_SMTP_URL: "smtp://mail.example.com" })).toThrow(/SKYGROUND_SMTP_FROM must be/);
});

test("a server that others reach delivers to private addresses only when it is told to", () => {
  const read = (host: string, deliverToPrivate: boolean, environment: NodeJS.ProcessEnv = {}) =>
    readOutgoing({ host, deliverToPrivate }, environment).reach;
  expect(read("localhost", false)).toBe("everywhere");
  expect(read("0.0.0.0", false)).toBe("public");
  expect(read("0.0.0.0", true)).toBe("everywhere");
  expect(read("0.0.0.0", false, { SKYGROUND_DELIVER_TO_PRIVATE: "1" })).toBe("everywhere");
});
