import { describe, expect, test } from "vitest";
import { LogLines, MAX_LINE_CHARACTERS } from "../../../shared/adapters/process/log-lines.ts";

describe("lines of a byte stream", () => {
  test("are whole wherever the chunks are cut, even within a character", () => {
    const bytes = Buffer.from("erste Zeile: Größe\nzweite: 🙂\r\n\ndritte");
    const whole = ["erste Zeile: Größe", "zweite: 🙂", "", "dritte"];
    for (let at = 0; at <= bytes.length; at += 1) {
      const lines = new LogLines();
      expect([...lines.push(bytes.subarray(0, at)), ...lines.push(bytes.subarray(at)), ...lines.end()]).toEqual(whole);
    }
  });

  test("come as soon as they are complete", () => {
    const lines = new LogLines();
    expect(lines.push(Buffer.from("a\nb"))).toEqual(["a"]);
    expect(lines.push(Buffer.from("c\n"))).toEqual(["bc"]);
    expect(lines.end()).toEqual([]);
  });

  test("are cut when they are huge, and say so, and the next one is whole", () => {
    const lines = new LogLines();
    const half = Buffer.alloc(MAX_LINE_CHARACTERS * 0.75, "x");
    expect(lines.push(half)).toEqual([]);
    expect(lines.push(half)).toEqual([]);
    const [cut = "", next] = lines.push(Buffer.from("\nnext\n"));
    expect(cut).toMatch(/^x{65536}… \(cut: the line has more than 65536 characters\)$/);
    expect(next).toBe("next");
  });
});
