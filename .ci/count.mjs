// Adds up the suites' reports, says again what failed, and prints the closing line. A step or a file that failed without a
// failing test counts as one failure, and so does a test that was skipped and doesn't stand in test/skips.json.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const MESSAGE_LINES = 20;

const [folder, failedSteps] = process.argv.slice(2);
const allowed = JSON.parse(readFileSync(join(import.meta.dirname, "..", "test", "skips.json"), "utf8"));
let passed = 0;
let failed = 0;
let skipped = 0;
for (const file of readdirSync(folder)) {
  const report = JSON.parse(readFileSync(join(folder, file), "utf8"));
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  skipped += report.numPendingTests + report.numTodoTests;
  for (const { name, status, message, assertionResults } of report.testResults) {
    if (status === "failed" && message) tell(`failed: ${name}`, message);
    for (const result of assertionResults) judge(result);
  }
}
if (failed === 0) failed = Number(failedSteps);
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

function judge({ fullName, status, failureMessages }) {
  if (status === "passed") return;
  if (status === "failed") return tell(`failed: ${fullName}`, failureMessages.join("\n"));
  const known = allowed.find(({ tests }) => fullName.startsWith(tests));
  console.log(`skipped: ${fullName}${known ? ` (${known.reason})` : ": NOT ALLOWED, see test/skips.json"}`);
  if (!known) failed += 1;
}

function tell(what, message) {
  console.log(`\n${what}\n${message.split("\n").slice(0, MESSAGE_LINES).join("\n")}`);
}
