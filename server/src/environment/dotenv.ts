import { BYTE_ORDER_MARK } from "../text/byte-order-mark";
/** A variable in a `.env` file. The value is null if versions of the format read it differently. */
export interface DotenvVariable {
  readonly name: string;
  readonly value: string | null;
}

export interface Dotenv {
  readonly variables: readonly DotenvVariable[];
  /** The first line (1-based) that is neither an assignment nor a comment; null if there is none. */
  readonly oddLine: number | null;
}

const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*(?:=|:[ \t])[ \t]*/;

/**
 * Reads a `.env` file as the package `dotenv` does: `NAME=value`, `export NAME=value`, comments, and quoted values that may span
 * several lines. Never throws, and takes linear time.
 */
export function parseDotenv(text: string): Dotenv {
  const source = (text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text).replace(/\r\n?/g, "\n");
  const lastQuotes = new Map([...QUOTES].map((quote) => [quote, source.lastIndexOf(quote)]));
  const variables: DotenvVariable[] = [];
  let oddLine: number | null = null;
  let line = 0;
  let at = 0;
  while (at < source.length) {
    line++;
    const lineEnd = endOfLine(source, at);
    const content = source.slice(at, lineEnd);
    const [head, name] = ASSIGNMENT.exec(content) ?? [];
    let end = lineEnd;
    if (head !== undefined && name !== undefined) {
      const valueAt = at + head.length;
      const quote = source[valueAt] ?? "";
      const isClosed = (lastQuotes.get(quote) ?? -1) > valueAt;
      const close = isClosed ? source.indexOf(quote, valueAt + 1) : -1;
      const value = close < 0 ? unquoted(content.slice(head.length)) : quoted(source.slice(valueAt + 1, close), quote);
      variables.push({ name, value });
      if (close >= 0) {
        end = endOfLine(source, close);
        line += source.slice(at, end).split("\n").length - 1;
      }
    } else if (oddLine === null && !/^[ \t]*(#|$)/.test(content)) {
      oddLine = line;
    }
    at = end + 1;
  }
  return { variables, oddLine };
}

const QUOTES: ReadonlySet<string> = new Set(["'", '"', "`"]);

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

/** Older versions keep a `#`; newer ones read it as a comment, even without a space before it. */
function unquoted(typed: string): string | null {
  const comment = typed.indexOf("#");
  if (comment < 0) {
    return typed.trim();
  }
  return comment === 0 || /[ \t]/.test(typed[comment - 1] ?? "") ? typed.slice(0, comment).trim() : null;
}

/** Tools differ in the escapes that they read in double quotes. A backslash in an origin is rare, so the value stays unknown. */
function quoted(typed: string, quote: string): string | null {
  return quote === '"' && typed.includes("\\") ? null : typed;
}
