/** One entry of the help: what a term means, where AWS says so. Written once, shown in REST and in the editor. */
export interface DocTerm {
  /** Kebab-case: `visibility-timeout`. */
  readonly term: string;
  readonly title: string;
  readonly kind: "resource" | "operation" | "attribute" | "concept";
  /** One sentence, for a tooltip. */
  readonly summary: string;
  /** Markdown. */
  readonly body: string;
  /** AWS's pages. */
  readonly references: readonly string[];
  /** Other names that look this term up: `dlq` for `dead-letter-queue`. */
  readonly aliases?: readonly string[];
  /** Terms worth reading next. */
  readonly related?: readonly string[];
}
