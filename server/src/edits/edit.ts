import type { TextEdit } from "../text/edit";
import { type Anchor, absolute, type Range } from "../text/range";

/** A message or a directive. */
export interface EditAnchor extends Anchor {
  /** False for a message that lines cannot be written into. */
  readonly writable?: boolean;
}

/** A replacement placed relative to a message or directive. */
export interface Edit {
  readonly anchor: EditAnchor;
  readonly range: Range;
  readonly newText: string;
}

/**
 * How far a fix may be trusted. `safe`: keeps every grant as it is, so it may run unasked (fix-all, `--fix`). `suggestion`: lets more in,
 * or needs a decision. `placeholder`: its texts are LSP snippets with a field that a person must fill in.
 */
export type FixGrade = "safe" | "suggestion" | "placeholder";

export interface Fix {
  /** An imperative that names the result, such as `Allow https://app.example.com`. */
  readonly title: string;
  readonly grade: FixGrade;
  readonly edits: readonly Edit[];
}

/** Whether every edit of a fix is in a place that can be written into: there is none for a command or a transcript. */
export function isApplicable({ edits }: Fix): boolean {
  return edits.every(({ anchor }) => anchor.writable !== false);
}

/**
 * The edits as replacements in the document. Where one makes a line longer and another adds a line below it, both are insertions at one
 * offset, and the longer line comes first.
 */
export function textEdits(edits: readonly Edit[]): TextEdit[] {
  const addsLine = ({ newText }: Edit) => (/^[\r\n]/.test(newText) ? 1 : 0);
  return edits
    .toSorted((a, b) => addsLine(a) - addsLine(b))
    .map(({ anchor, range, newText }) => ({ range: absolute({ anchor, range }), newText }));
}

/** A text that stands for itself in an LSP snippet. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}
