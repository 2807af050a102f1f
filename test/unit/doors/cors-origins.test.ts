import { expect, test } from "vitest";
import { readCorsOrigins } from "../../../functions/local/cors-origins.ts";

test("origins come from the arguments, and otherwise from the environment", () => {
  expect(readCorsOrigins(["http://localhost:5173", "https://App.example/"], "http://x")).toEqual([
    "http://localhost:5173",
    "https://app.example",
  ]);
  expect(readCorsOrigins(undefined, "http://[::1]:3000, https://app.example,")).toEqual([
    "http://[::1]:3000",
    "https://app.example",
  ]);
  expect(readCorsOrigins(undefined, undefined)).toEqual([]);
});

test.each(["*", "null", "app.example", "https://app.example/path", "https://*.example"])("%s is none", (origin) => {
  expect(() => readCorsOrigins([origin], undefined)).toThrow("is no origin of web pages");
});
