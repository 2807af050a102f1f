import { StringDecoder } from "node:string_decoder";

/** A line without an end must not fill the server's memory. Log sinks cut shorter still, and say so. */
export const MAX_LINE_CHARACTERS = 65_536;

/** Makes lines of a byte stream, whatever its chunks: characters and line ends may be split between two. */
export class LogLines {
  readonly #decoder = new StringDecoder("utf8");
  #rest = "";
  #cut = false;

  /** The lines that the chunk completes. */
  push(chunk: Buffer): string[] {
    return this.#split(this.#decoder.write(chunk));
  }

  /** The last line, if it had no end. */
  end(): string[] {
    const lines = this.#split(this.#decoder.end());
    if (this.#rest === "") return lines;
    lines.push(this.#line(""));
    return lines;
  }

  #split(text: string): string[] {
    const pieces = text.split("\n");
    const last = pieces.pop() ?? "";
    const lines = pieces.map((piece) => this.#line(piece));
    this.#keep(last);
    return lines;
  }

  #keep(piece: string): void {
    const room = MAX_LINE_CHARACTERS - this.#rest.length;
    if (piece.length > room) this.#cut = true;
    this.#rest += piece.slice(0, room);
  }

  #line(piece: string): string {
    this.#keep(piece);
    const line = this.#rest.endsWith("\r") ? this.#rest.slice(0, -1) : this.#rest;
    const note = this.#cut ? `… (cut: the line has more than ${MAX_LINE_CHARACTERS} characters)` : "";
    this.#rest = "";
    this.#cut = false;
    return line + note;
  }
}
