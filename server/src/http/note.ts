import { isBlank, trimEndBlanks } from "../text/characters";

/** Marks that begin a note: a comment of an author, or an arrow to the text before it. */
const MARKS = ["#", "//", "<==", "<--", "<-", "<=", "←", "⟵", "⇐", "👈"];

/**
 * The end of a text without the note that an author wrote after it: `GET /x HTTP/1.1 # the preflight`, `https://a.example <== not this one`.
 * Whitespace is before the mark, and after it unless an arrow ends there.
 */
export function endWithoutNote(text: string, from: number, to: number): number {
  for (let i = from + 1; i < to; i++) {
    if (isBlank(text.charCodeAt(i - 1)) && beginsNote(text, i, to)) {
      return trimEndBlanks(text, from, i);
    }
  }
  return to;
}

function beginsNote(text: string, at: number, to: number): boolean {
  switch (text[at]) {
    case "#":
    case "/":
    case "<":
    case "←":
    case "⟵":
    case "⇐":
    case "\ud83d": {
      const mark = MARKS.find((one) => text.startsWith(one, at));
      const after = at + (mark?.length ?? 0);
      return mark !== undefined && (after >= to || isBlank(text.charCodeAt(after)) || /^<(==|--)/.test(mark));
    }
    default:
      return false;
  }
}

/** Longer than a line that says which message is next. */
const MAX_WORDS = 200;

/** Whether a line is words of an author rather than data: it has a letter and isn't JSON, XML, a form or one long word. */
export function isWords(text: string, first: number, to: number): boolean {
  if (to - first > MAX_WORDS || (/[{["<'`]/.test(text.charAt(first)) && !beginsNote(text, first, to))) {
    return false;
  }
  const line = text.slice(first, trimEndBlanks(text, first, to));
  return /\p{L}/u.test(line) && (/\s/.test(line) || line.endsWith(":")) && !/^[\w!#$%&'*+.^`|~[\]-]+=/.test(line);
}
