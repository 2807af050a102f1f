export interface CommandLine {
  /** Where it begins. */
  readonly line: number;
  /** The whole of it, in one line. */
  readonly command: string;
}

/** The AWS CLI's commands in a text, prompts taken away and continued lines put together. Whoever names a profile means AWS. */
export function commandLines(text: string): readonly CommandLine[] {
  const lines = text.split(/\r?\n/);
  return lines.flatMap((first, line) => {
    if (!/^\s*(?:[$>%#]\s+)?aws\s+\S/.test(first)) return [];
    let command = first.trim().replace(/^[$>%#]\s+/, "");
    for (let next = line + 1; command.endsWith("\\") && next < lines.length; next += 1) {
      command = `${command.slice(0, -1).trimEnd()} ${(lines[next] ?? "").trim()}`;
    }
    return isService(command) && !command.includes("--profile") ? [{ line, command }] : [];
  });
}

/** With a service that the playground has, behind options for all of them: "aws has s3 and sqs" is prose. */
function isService(command: string): boolean {
  return /^aws\s+(?:--[a-z-]+(?:[\s=][^\s-]\S*)?\s+)*(s3|s3api|sqs|sns|ecs|sts)\s+[a-z]/.test(command);
}
