import type { PanelState } from "./webview/messages";

/** What the server says of an exchange; the strings are safe to show. */
export interface Explanation {
  readonly title: string;
  readonly html: string;
  readonly style: string;
  readonly svg: string;
  readonly markdown: string;
}

/** What the page itself says, in the editor's language. */
export interface PageWords {
  readonly title: string;
  readonly pin: string;
  readonly pinTitle: string;
  readonly copyAsMarkdown: string;
  readonly copyAsSvg: string;
  readonly nothing: string;
  readonly whatToDo: string;
}

export interface PageParts {
  /** Null while it is not known, or where there is none. */
  readonly explanation: Explanation | null;
  readonly state: PanelState;
  readonly words: PageWords;
  /** Where a page in the panel may load its style from. */
  readonly source: string;
  readonly script: string;
  readonly styleSheet: string;
  /** Of letters and digits, another one for each page. */
  readonly nonce: string;
}

/** What stands in the page where there is no exchange. */
export function nothingHere({ nothing, whatToDo }: PageWords): string {
  return `<h1>${escaped(nothing)}</h1>\n<p>${escaped(whatToDo)}</p>`;
}

/** The page in the panel: what the server has made, in a page that may load and run nothing but what belongs to it. */
export function explanationPage({ explanation, state, words, source, script, styleSheet, nonce }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `style-src ${source} 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(words.title)}</title>
<link rel="stylesheet" href="${escaped(styleSheet)}">
<style nonce="${nonce}">${explanation?.style ?? ""}</style>
</head>
<body data-state="${escaped(JSON.stringify(state))}">
<header>
<button type="button" data-do="pin" aria-pressed="${state.pinned}" title="${escaped(words.pinTitle)}">${escaped(words.pin)}</button>
<button type="button" data-do="markdown">${escaped(words.copyAsMarkdown)}</button>
<button type="button" data-do="svg">${escaped(words.copyAsSvg)}</button>
</header>
<main>
${explanation?.html ?? nothingHere(words)}
</main>
<script nonce="${nonce}" src="${escaped(script)}"></script>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
