import { isBlank, trimEndBlanks } from "../text/characters";

/** Marks that begin a note: a comment of an author, or an arrow to the text before it. */
const MARK = /(?:#|\/\/|<-|<=|[←⟵⇐⬅◀◄]\ufe0f?|👈[🏻-🏿]?)(?=\s|$)|<==|<--/uy;
const FIRST_OF_MARK = /[#/<←⟵⇐⬅◀◄\ud83d]/;

/**
 * The end of a text without the note that an author wrote after it: `GET /x HTTP/1.1 # the preflight`, `https://a.example <== not this one`.
 * Whitespace is before the mark, and after it unless an arrow ends there.
 */
export function endWithoutNote(text: string, from: number, to: number): number {
  for (let i = from + 1; i < to; i++) {
    if (isBlank(text.charCodeAt(i - 1)) && beginsNote(text, i)) {
      return trimEndBlanks(text, from, i);
    }
  }
  return to;
}

function beginsNote(text: string, at: number): boolean {
  MARK.lastIndex = at;
  return FIRST_OF_MARK.test(text.charAt(at)) && MARK.test(text);
}

/** Longer than a line that says which message is next. */
const MAX_WORDS = 200;

/** Whether a line is words of an author rather than data: it has a letter and isn't JSON, XML, a form or one long word. */
export function isWords(text: string, first: number, to: number): boolean {
  if (to - first > MAX_WORDS || (/[{["<'`]/.test(text.charAt(first)) && !beginsNote(text, first))) {
    return false;
  }
  const line = text.slice(first, trimEndBlanks(text, first, to));
  return /\p{L}/u.test(line) && (/\s/.test(line) || line.endsWith(":")) && !/^[\w!#$%&'*+.^`|~[\]-]+=/.test(line);
}
