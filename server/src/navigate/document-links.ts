import type { HttpDocument } from "../http/tree";
import type { Range } from "../text/range";

export interface FileReference {
  /** The path, in the document. */
  readonly range: Range;
  /** As typed. */
  readonly path: string;
}

/**
 * The files that a document names: `< body.json`, `<@ body.json`, `> script.js`, `<> response.http`, `import other.http`. A path with a variable in
 * it names none. URLs are left to the editor.
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

/** Longer than any path that an operating system takes. */
const MAX_LINE = 4_400;

/**
 * The URI of a file that a document names.
 * @param path relative to the document, or absolute; with slashes or backslashes.
 * @param documentUri the document's own.
 * @returns null where the document is in no folder.
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
    // No host where one should be, or half a surrogate pair.
    return null;
  }
}
