import type { PanelState } from "./webview/messages";

/** The server's explanation of an exchange. Its strings are escaped. */
export interface Explanation {
  readonly title: string;
  readonly html: string;
  readonly style: string;
  readonly svg: string;
  readonly markdown: string;
}

/** The page's own texts, in the editor's language. */
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
  /** Null while it isn't known, or if there is none. */
  readonly explanation: Explanation | null;
  readonly state: PanelState;
  readonly words: PageWords;
  /** The `Content-Security-Policy` source of the panel's style sheets. */
  readonly source: string;
  readonly script: string;
  readonly styleSheet: string;
  /** Letters and digits, different for each page. */
  readonly nonce: string;
}

/** The content of the page if there is no exchange. */
export function nothingHere({ nothing, whatToDo }: PageWords): string {
  return `<h1>${escaped(nothing)}</h1>\n<p>${escaped(whatToDo)}</p>`;
}

/** The panel's page: the server's HTML in a page that can only load and run its own script and styles. */
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
