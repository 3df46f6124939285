import { isInHistory } from "../http/history-log";
import type { Carrier } from "../http/parse";

/** How a document carries HTTP, from its language and its name; null where it is none of our business. */
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
