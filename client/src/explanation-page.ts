import type { WorkspaceEdit } from "vscode-languageclient";
import type { PanelState } from "./webview/messages";

/** The server's explanation of an exchange. The strings of HTML and SVG are escaped. */
export interface Explanation {
  readonly title: string;
  /** The title without the host. */
  readonly name: string;
  readonly html: string;
  readonly style: string;
  readonly svg: string;
  readonly markdown: string;
  /** Of the document. */
  readonly version: number;
  readonly fixes: readonly ExchangeFix[];
}

export interface ExchangeFix {
  readonly title: string;
  /** Where its first change is, 1-based. */
  readonly line: number;
  readonly edit: WorkspaceEdit;
}

/** The page's own texts, in the editor's language. */
export interface PageWords {
  readonly nothing: string;
  readonly whatToDo: string;
}

export interface PageParts {
  readonly state: PanelState;
  readonly title: string;
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

/** The panel's page, which can only load and run its own script and styles. It asks for the server's HTML once it knows how wide it is. */
export function explanationPage({ state, title, source, script, styleSheet, nonce }: PageParts): string {
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
<title>${escaped(title)}</title>
<link rel="stylesheet" href="${escaped(styleSheet)}">
<style id="picture-style" nonce="${nonce}"></style>
</head>
<body data-state="${escaped(JSON.stringify(state))}">
<main></main>
<script nonce="${nonce}" src="${escaped(script)}"></script>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
