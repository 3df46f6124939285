import type { HttpDocument } from "../http/tree";
import type { Range } from "../text/range";

export interface FileReference {
  /** The path's range in the document. */
  readonly range: Range;
  /** As typed. */
  readonly path: string;
}

/**
 * The files that a document refers to: `< body.json`, `<@ body.json`, `> script.js`, `<> response.http`, `import other.http`. Paths with variables
 * are skipped. URLs are left to the editor.
 */
export function fileReferencesOf({ text, lines }: HttpDocument): FileReference[] {
  const references: FileReference[] = [];
  for (const { kind, content, end } of lines) {
    if (kind !== "file" && kind !== "response-reference" && kind !== "import") {
      continue;
    }
    const line = text.slice(content, Math.min(end, content + MAX_LINE));
    const [, before = ""] = /^(\s*(?:<>|<@\w*\s|<\s|>\s|import\s)\s*)/.exec(line) ?? [];
    const path = line.slice(before.length).trimEnd();
    if (before !== "" && path !== "" && !path.includes("{{")) {
      const start = content + before.length;
      references.push({ range: { start, end: start + path.length }, path });
    }
  }
  return references;
}

/** Longer than any path that an operating system accepts. */
const MAX_LINE = 4_400;

/**
 * The URI of a file that a document refers to.
 * @param path relative to the document, or absolute; with slashes or backslashes.
 * @param documentUri the document's own URI.
 * @returns null if the document isn't in a folder.
 */
export function fileUri(path: string, documentUri: string): string | null {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(documentUri) || /^vscode-notebook-cell:/.test(documentUri)) {
    return null;
  }
  const withSlashes = path.replaceAll("\\", "/");
  try {
    const isDrive = /^[A-Za-z]:\//.test(withSlashes);
    const [first = "", ...others] = withSlashes.split("/");
    const encoded = [isDrive ? `/${first}` : encodeURIComponent(first), ...others.map(encodeURIComponent)].join("/");
    return new URL(encoded, documentUri).href;
  } catch {
    // A missing host, or half a surrogate pair.
    return null;
  }
}
