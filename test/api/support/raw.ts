import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** A connection on which a test writes whatever it likes, byte for byte. */
export class RawConnection implements AsyncDisposable {
  readonly socket: Socket;
  #received = "";

  constructor(port: number) {
    this.socket = connect(port, "127.0.0.1");
    this.socket.setEncoding("latin1");
    this.socket.on("data", (text: string) => {
      this.#received += text;
    });
    // A reset connection is what some tests are about; `ended` tells of it.
    this.socket.on("error", () => {});
  }

  get received(): string {
    return this.#received;
  }

  /** Writes lines as HTTP does: joined and ended by CRLF, an empty line at the end. */
  request(lines: readonly string[], body = ""): this {
    this.socket.write(`${lines.join("\r\n")}\r\n\r\n${body}`, "latin1");
    return this;
  }

  write(text: string): this {
    this.socket.write(text, "latin1");
    return this;
  }

  /** Resolves as soon as what was received matches. */
  async until(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.#received)) {
      if (this.socket.closed) throw new Error(`The connection ended before ${pattern} came: ${this.#received}`);
      await Promise.race([once(this.socket, "data"), once(this.socket, "close")]);
    }
    return this.#received;
  }

  /** Everything up to the end of the connection, which the server makes. */
  async ended(): Promise<string> {
    if (!this.socket.closed) await once(this.socket, "close");
    return this.#received;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.destroy();
  }
}
