import { skipBlanks } from "../text/characters";
import { isElision } from "./elision";
import { fieldColon } from "./field-line";
import { isVersionLine } from "./request-line";

/** Longer than any name or media type. */
const MAX_NAME = 400;

/** Whether a line above the first field continues the target: a query, a path, the version, or an indented text that isn't a field. */
export function isContinuation(text: string, from: number, first: number, to: number): boolean {
  switch (text[first]) {
    case "?":
      return text[first + 1] !== "?";
    case "&":
      return true;
    case "/": {
      const next = text[first + 1];
      return next !== "/" && next !== "*" && first + 1 < to;
    }
    case "#":
    case "@":
    case "<":
    case ">":
    case ":":
      return false;
    default:
      return (
        isVersionLine(text, first, to) ||
        (first > from && !isElision(text, first, to) && fieldColon(text, first, to) < 0)
      );
  }
}

/** Whether a line starts a body even without a blank line above it: JSON, XML, a multipart boundary, a form, parts of a stream. */
export function isBodyStart(text: string, first: number, to: number): boolean {
  switch (text[first]) {
    case "{":
    case "[":
    case '"':
    case "<":
      return true;
    case "-":
      return text[first + 1] === "-" && !isMarker(text, first, to);
    case "=":
      return text.startsWith("===", first) && !isMarker(text, first, to);
    default:
      return /^[\w!#$%&'*+.^`|~-]+=/.test(text.slice(first, to));
  }
}

/** A line without letters and digits: `---`, `*!*`. */
export function isMarker(text: string, first: number, to: number): boolean {
  return to - first <= 80 && !/[\p{L}\p{N}]/u.test(text.slice(first, to));
}

const CONTENT_TYPE = "content-type";

/** What a Content-Type says about the lines of a body. */
export interface BodyForm {
  /** Whether `#` and `//` lines belong to the body: Markdown, YAML, CSV, shell. */
  readonly hasComments: boolean;
  readonly isJson: boolean;
  /** Whether the body is made of messages: it never ends at a start line. */
  readonly isHttp: boolean;
  /** The delimiter of a multipart body, with its hyphens. */
  readonly boundary: string | null;
}

export const PLAIN_BODY: BodyForm = { hasComments: false, isJson: false, isHttp: false, boundary: null };

/** The form of the body, if the field line gives one; null for other fields. */
export function bodyFormOf(text: string, first: number, colon: number, to: number): BodyForm | null {
  if (
    colon - first < CONTENT_TYPE.length ||
    (text.charCodeAt(first) | 0x20) !== 0x63 ||
    text.slice(first, first + CONTENT_TYPE.length).toLowerCase() !== CONTENT_TYPE
  ) {
    return null;
  }
  const value = text.slice(colon + 1, Math.min(to, colon + MAX_NAME));
  const type = value.trim().toLowerCase();
  const at = type.startsWith("multipart/") ? value.toLowerCase().indexOf("boundary=") : -1;
  const [boundary = ""] = value
    .slice(at + "boundary=".length)
    .replace(/^"/, "")
    .split(/["; \t]/, 1);
  return {
    hasComments: /markdown|yaml|csv|shell|x-sh/.test(type),
    isJson: /^application\/([\w.+-]*\+)?json\b/.test(type),
    isHttp: /^(message|application)\/http\b/.test(type),
    boundary: at < 0 ? null : `--${boundary}`,
  };
}

/** Whether the text at an offset, after indentation and quote marks, may be below a head without fields: nothing, a body, an elision. */
export function mayEndHead(text: string, from: number): boolean {
  const first = afterMarks(text, from);
  return first >= text.length || /[\r\n{[<(.…`~]/.test(text.charAt(first));
}

/** Whether there is a blank line at an offset, or the end of the text, of a fence or of a block. */
export function isEndOfHead(text: string, from: number): boolean {
  return /^[ \t>]*(?:$|[\r\n]|```|~~~|###)/.test(text.slice(from, from + MAX_NAME));
}

/** Whether a field line starts at an offset or after the indentation and quote marks there. */
export function isFieldAt(text: string, from: number): boolean {
  return hasFieldColon(text, afterMarks(text, from));
}

function afterMarks(text: string, from: number): number {
  let first = from;
  while (/[ \t>]/.test(text.charAt(first))) {
    first++;
  }
  return first;
}

export function hasFieldColon(text: string, from: number): boolean {
  const end = Math.min(text.length, from + MAX_NAME);
  return fieldColon(text, skipBlanks(text, from, end), end) >= 0;
}
