import { countLeading } from "../text/count-leading";

/** The kind of a line of an `.http` text. A line has exactly one kind. */
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
  /** Lines of a script, or `> file`, which names a script that runs after the request. */
  | "script"
  /** `<> file`, `>> file`: a saved response. */
  | "response-reference"
  | "assertion"
  /** `< file`: a body, or a script that runs before the request, from a file. */
  | "file"
  | "import"
  /** A named part of a GraphQL query, above the requests that use it. */
  | "graphql"
  /** `GET /x HTTP/1.1`, or the first of the pseudo-header fields that take its place. */
  | "request-line"
  /** `?a=b` or an indented line below a request line: more of the target. */
  | "request-continuation"
  /** `HTTP/1.1 200 OK`, `200 OK`, `:status: 200`. */
  | "status-line"
  /** `:path: /x`: one more pseudo-header field. */
  | "pseudo-field"
  /** The first line of a `curl` command. */
  | "command"
  | "command-continuation"
  /** `...headers`: headers that a script adds. */
  | "spread"
  | "field"
  /** `Access-Control-Allow-Origin "*"`: a name that isn't a method, without a colon after it. */
  | "bare-field"
  /** A line without a colon in the head of a response, above a field or the end of the head. Browsers skip it. */
  | "skipped"
  /** An indented line below a field line: more of its value. */
  | "obs-fold"
  /** Output of the tool between the messages of a transcript: `* Connected to …`. An author's words between messages: `Response:`. */
  | "note"
  /** A line in a copy of a browser's panel that isn't a field: `Request URL: …`, a heading, a name or a value on a line of its own. */
  | "panel"
  /** A line without letters or digits, such as `---`. */
  | "marker"
  /** What a browser's console says about a request: a message about CORS, which may go on over several lines, or the error beside it. */
  | "console"
  /** A line in the head of no other kind; it ends the head. */
  | "junk"
  | "body"
  /** A line outside any message, or outside the fences of a Markdown document. */
  | "prose"
  /** The opening or closing line of a Markdown fence. */
  | "fence"
  /** A line of a document in another language of the same extension. */
  | "foreign";

/**
 * A classified line: `[start, content)` is the part before its own text (the indentation or quote mark of a Markdown fence, the mark of a
 * transcript, the comment mark of a commented response), `[content, end)` the text, `[end, next)` the terminator.
 */
export interface Line {
  readonly kind: LineKind;
  readonly start: number;
  readonly content: number;
  readonly end: number;
  readonly next: number;
}

/** The index of the last line that starts at or before an offset; -1 if there is none. */
export function lineIndexAt(lines: readonly Line[], offset: number): number {
  return countLeading(lines, ({ start }) => start <= offset) - 1;
}

/** The index of the first line that starts at an offset or after it. */
export function firstFrom(lines: readonly Line[], offset: number): number {
  return countLeading(lines, ({ start }) => start < offset);
}
