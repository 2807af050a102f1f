// Adds up the suites' reports and prints the closing line. A step that failed without a failing test counts as one failure,
// and so does a test that was skipped and doesn't stand in test/skips.json.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

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
  for (const { fullName, status } of report.testResults.flatMap(({ assertionResults }) => assertionResults)) {
    if (status === "passed" || status === "failed") continue;
    const known = allowed.find(({ tests }) => fullName.startsWith(tests));
    console.log(`skipped: ${fullName}${known ? ` (${known.reason})` : ": NOT ALLOWED, see test/skips.json"}`);
    if (!known) failed += 1;
  }
}
if (failed === 0) failed = Number(failedSteps);
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
