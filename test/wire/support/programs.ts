import { execFile, execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Whether a program that a test drives is on this machine. Who may be skipped stands in test/skips.json. */
export function isThere(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: "ignore", timeout: 60_000 });
    return true;
  } catch (error) {
    // On a busy machine it may be there and slow: that must not pass for a reason to skip.
    if ((error as NodeJS.ErrnoException).code === "ETIMEDOUT") throw error;
    return false;
  }
}

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a user has set who has set nothing but a key and a region. */
function environment(folder: string) {
  return {
    PATH: process.env.PATH,
    HOME: folder,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_DEFAULT_REGION: "us-east-1",
    AWS_EC2_METADATA_DISABLED: "true",
    PYTHONUTF8: "1",
  };
}

/** Runs a program in a folder that is its home too; `input` is what it reads. Never throws for what it complains of. */
export async function runProgram(
  program: string,
  args: readonly string[],
  folder: string,
  input?: string | Uint8Array,
): Promise<Outcome> {
  try {
    const running = run(program, args, { cwd: folder, env: environment(folder) });
    running.child.stdin?.on("error", () => {}).end(input);
    const { stdout, stderr } = await running;
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout = "", stderr = "" } = error as { code?: number; stdout?: string; stderr?: string };
    return { code: code ?? -1, stdout, stderr };
  }
}

export interface AwsCli {
  /** Runs a command against the server and gives what it printed. Throws what it complained of. */
  aws(...args: string[]): Promise<string>;
  close(): void;
}

/** The AWS CLI against a server. In us-east-1, CLI v1 has an address of its own for SQS, so the server's is always said. */
export function awsCli(url: string, folder: string): AwsCli {
  const version1 = isThere("python3", ["-c", "import awscli"]) ? commandLoop(folder) : undefined;
  const command = version1?.run ?? ((args: readonly string[]) => runProgram("aws", args, folder));
  return {
    async aws(...args) {
      const { code, stdout, stderr } = await command(["--endpoint-url", url, ...args]);
      if (code !== 0) throw new Error(`aws ${args.join(" ")} ended with ${code}: ${stderr}${stdout}`);
      return stdout;
    },
    close: () => version1?.close(),
  };
}

function commandLoop(folder: string) {
  const script = join(import.meta.dirname, "aws_cli.py");
  const stdio = ["pipe", "pipe", "inherit"] as const;
  const python = spawn("python3", [script], { cwd: folder, env: environment(folder), stdio: [...stdio] });
  const answers = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  return {
    async run(args: readonly string[]): Promise<Outcome> {
      python.stdin.write(`${JSON.stringify(args)}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error("the AWS CLI's process has ended");
      return JSON.parse(value) as Outcome;
    },
    close: () => python.stdin.end(),
  };
}
