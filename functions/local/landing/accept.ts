/** Whether a browser asks: it names text/html, where curl takes anything. */
export function wantsHtml(accept: string | undefined): boolean {
  return accept?.includes("text/html") === true;
}
