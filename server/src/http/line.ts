/**
 * What a line of an `.http` text is. The names follow the unified grammar in ARCHITECTURE.md; a line has exactly one kind.
 */
export type LineKind =
  /** `###`, with an optional title: a new block. */
  | "separator"
  | "blank"
  /** `# …` or `// …` outside a body. */
  | "comment"
  /** `# @key value`: a comment that says something about the next request. */
  | "directive"
  | "block-comment"
  /** `...`: lines of the head that the author left out. */
  | "elision"
  /** `@name = value` */
  | "variable"
  | "script"
  /** `<> file`, `>> file`: a saved response. */
  | "response-reference"
  | "assertion"
  /** `< file`: a body or script from a file. */
  | "file"
  | "import"
  | "request-line"
  /** `?a=b` or an indented line below a request line: more of the target. */
  | "request-continuation"
  | "status-line"
  /** `...headers`: headers that a script adds. */
  | "spread"
  | "field"
  /** An indented line below a field line: more of its value. */
  | "obs-fold"
  /** A line without letters or digits, such as `---`. */
  | "marker"
  /** A line in the head that is none of the above; it ends the head. */
  | "junk"
  | "body"
  /** A line outside any message, or outside the fences of a Markdown document. */
  | "prose"
  /** The opening or closing line of a Markdown fence. */
  | "fence";

/** A classified line: `[start, content)` is a fence's indentation, `[content, end)` the line, `[end, next)` its terminator. */
export interface Line {
  readonly kind: LineKind;
  readonly start: number;
  readonly content: number;
  readonly end: number;
  readonly next: number;
}
