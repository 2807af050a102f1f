import type { Problem } from "./operations.ts";

/** The playground refused: `message` is its own sentence, which says what to do next. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  /** The address of the help on it. */
  readonly docs: string | undefined;

  constructor(problem: Pick<Problem, "status" | "code" | "detail" | "docs">) {
    super(problem.detail);
    this.name = "ProblemError";
    this.status = problem.status;
    this.code = problem.code;
    this.docs = problem.docs;
  }
}

/** Nothing answers, or something that is no Skyground. */
export class UnreachableError extends Error {
  override readonly name = "UnreachableError";
}

/** The problem in an answer; of something else on the way (a proxy), its status. */
export async function readProblem(response: Response, baseUrl: string): Promise<Error> {
  const text = await response.text().catch(() => "");
  const advice = response.status === 401 || response.status === 403 ? " Is the key right?" : "";
  if (response.headers.get("content-type")?.startsWith("application/problem+json")) {
    // The answer to a HEAD has the headers of a problem, and not its text.
    if (text === "") return new Error(`The playground answered ${response.status} ${response.statusText}.${advice}`);
    const problem: Problem = JSON.parse(text);
    return new ProblemError(problem);
  }
  return new UnreachableError(
    `${baseUrl} answered ${response.status} ${response.statusText}, and not as a playground does.${advice}`,
  );
}
