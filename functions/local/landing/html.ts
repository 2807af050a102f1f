/** Nobody's text is markup. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" aria-hidden="true"><rect width="48" height="48" rx="11" fill="#0b63b0"/><circle cx="33" cy="15" r="6" fill="#ffd166"/><path d="M14 33a7 7 0 0 1 .6-14A10 10 0 0 1 33.8 21.300A6 6 0 0 1 34 33z" fill="#fff"/><rect x="10" y="37" width="28" height="3" rx="1.500" fill="#9fd3a8"/></svg>`;

interface Shell {
  readonly title: string;
  readonly style: string;
  readonly body: string;
}

/** A whole page as one text: nothing is loaded from anywhere. */
export function htmlPage({ title, style, body }: Shell): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<meta name="description" content="A playground for AWS on your own machine">
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(LOGO)}">
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}
