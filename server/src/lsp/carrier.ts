import { isInHistory } from "../http/history-log";
import type { Carrier } from "../http/parse";

/** For clients that watch the documents that aren't open. */
export const DOCUMENT_GLOBS: readonly string[] = ["**/*.{http,rest,md,markdown,mdx}"];

/** Whether a URI matches `DOCUMENT_GLOBS`. */
export function isDocumentName(uri: string): boolean {
  return /\.(http|rest|md|markdown|mdx)$/i.test(uri);
}

/** How a document contains HTTP, by its language and name; null if the server ignores it. */
export function carrierOf(languageId: string, uri: string): Carrier | null {
  if (isInHistory(uri)) {
    return null;
  }
  const path = uri.replace(/[?#].*$/, "").toLowerCase();
  if (languageId === "markdown" || languageId === "mdx" || /\.(md|markdown|mdx)$/.test(path)) {
    return "markdown";
  }
  return languageId === "http" || /\.(http|rest)$/.test(path) ? "http" : null;
}
