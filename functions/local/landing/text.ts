import type { PageContent } from "./page.ts";

/** The landing page for a terminal. */
export function renderText({ version, baseUrl, state, examples }: PageContent): string {
  const counts = state?.counts.map(({ label, count, more }) => {
    const nouns = label.toLowerCase();
    return `${count ?? "?"}${more ? "+" : ""} ${count === 1 && !more ? nouns.replace(/s$/, "") : nouns}`;
  });
  const lines = [
    `Skyground ${version}: a playground for AWS on your own machine, at ${baseUrl}`,
    ...(counts ? [`In it now: ${counts.join(", ")}. Its clock says ${state?.clock?.now ?? "nothing"}.`] : []),
    "",
    "Try:",
    ...examples.map(({ command }) => `  ${command}`),
    "",
    `API: ${baseUrl}/v1/openapi.json   Help: ${baseUrl}/v1/docs   Health: ${baseUrl}/v1/health`,
  ];
  return `${lines.join("\n")}\n`;
}
