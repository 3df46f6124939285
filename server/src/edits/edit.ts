import type { HttpDocument } from "../http/tree";
import type { TextEdit } from "../text/edit";
import type { Anchor, Range } from "../text/range";

/** A message or a directive. */
export interface EditAnchor extends Anchor {
  /** False for a message in which no lines can be written, such as a curl command. */
  readonly writable?: boolean;
}

/** A replacement at a place relative to a message or directive. */
export interface Edit {
  readonly anchor: EditAnchor;
  readonly range: Range;
  readonly newText: string;
}

/**
 * How safe a fix is. `safe`: changes nothing that is allowed, so it may run automatically (fix-all, `--fix`). `suggestion`: allows more, or needs
 * a decision. `placeholder`: its texts are LSP snippets with a field that the user must fill in.
 */
export type FixGrade = "safe" | "suggestion" | "placeholder";

export interface Fix {
  /** An imperative that names the result, such as `Allow https://app.example.com`. */
  readonly title: string;
  readonly grade: FixGrade;
  readonly edits: readonly Edit[];
  /** Whether its purpose is that more of the text is read, so that the text around may read differently too. */
  readonly readsMore?: true;
  /** Whether it writes another form of a message in its place. Who makes it has read the text again, because no comparison of lines follows that. */
  readonly replacesMessage?: true;
}

/** Whether all edits of a fix are in writable messages. Commands and transcripts aren't writable. */
export function isApplicable({ edits }: Fix): boolean {
  return edits.every(({ anchor }) => anchor.writable !== false);
}

/**
 * The edits as replacements in the document. If one edit extends a line and another adds a line below it, both are insertions at the same
 * offset: the one that extends the line comes first.
 */
export function textEdits(document: HttpDocument, edits: readonly Edit[]): TextEdit[] {
  const addsLine = ({ newText }: Edit) => (/^[\r\n]/.test(newText) ? 1 : 0);
  return edits
    .toSorted((a, b) => addsLine(a) - addsLine(b))
    .map(({ anchor, range, newText }) => ({ range: document.rangeOf({ anchor, range }), newText }));
}

/** Escapes text for an LSP snippet. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}
