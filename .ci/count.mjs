// Adds up the suites' reports, says again what failed, and prints the closing line. A step that failed counts as one failure when no
// test of it is one, and so does a file whose tests could not run, and a test that was skipped and doesn't stand in test/skips.json.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

const MESSAGE_LINES = 20;

const [folder] = process.argv.slice(2);
const allowed = JSON.parse(readFileSync(join(import.meta.dirname, "..", "test", "skips.json"), "utf8"));
const total = { passed: 0, failed: 0, skipped: 0 };
const steps = new Set(failedSteps());
for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
  const before = total.failed;
  count(readReport(file));
  if (total.failed > before) steps.delete(basename(file, ".json"));
}
for (const step of steps) {
  total.failed += 1;
  console.log(`\nfailed: the step "${step}"`);
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);

function failedSteps() {
  const file = join(folder, "failed-steps");
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
}

/** A suite that was killed may leave half a report: its step has failed. */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(join(folder, file), "utf8")).testResults;
  } catch (error) {
    steps.add(basename(file, ".json"));
    console.log(`\nThe report ${file} can't be read: ${error.message}`);
    return [];
  }
}

function count(files) {
  for (const { name, status, message, assertionResults } of files) {
    if (status === "failed" && !assertionResults.some((result) => result.status === "failed")) {
      total.failed += 1;
      tell(`failed: ${name}`, message ?? "");
    }
    for (const result of assertionResults) judge(result);
  }
}

function judge({ fullName, status, failureMessages }) {
  if (status === "passed") {
    total.passed += 1;
    return;
  }
  if (status === "failed") {
    total.failed += 1;
    tell(`failed: ${fullName}`, failureMessages.join("\n"));
    return;
  }
  total.skipped += 1;
  const known = allowed.find(({ tests }) => fullName.startsWith(tests));
  console.log(`skipped: ${fullName}${known ? ` (${known.reason})` : ": NOT ALLOWED, see test/skips.json"}`);
  if (!known) total.failed += 1;
}

function tell(what, message) {
  console.log(`\n${what}\n${message.split("\n").slice(0, MESSAGE_LINES).join("\n")}`);
}
