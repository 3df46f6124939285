import { skipBlanks, trimEndBlanks } from "../text/characters";

/** Longer than any remark that something is left out. */
const MAX_LENGTH = 120;

/** The text between two offsets, trimmed; null if it is long. */
function shortLine(text: string, from: number, to: number): string | null {
  const start = skipBlanks(text, from, to);
  const end = trimEndBlanks(text, start, to);
  return end - start > MAX_LENGTH ? null : text.slice(start, end);
}

/** `...`, `…`, `[...]`, `(snip)`, `# ...`: lines that the author left out. `...name` is a spread, not an elision. */
export function isElision(document: string, from: number, to: number): boolean {
  const text = shortLine(document, from, to);
  return (
    text !== null &&
    (/^[.…⋮⋯ ]*(\.{3}|…|⋮|⋯|\. \. \.)[.…⋮⋯ ]*$/.test(text) ||
      /^[[(<](\.{3,}|…|snip)[^\])>]*[\])>]$/i.test(text) ||
      /^(#|\/\/)\s*(\.{3,}|…)/.test(text) ||
      /^(#|\/\/|<!--)\s*[^#]*\b(omitted|elided|left out|snip|(other|more|further) (headers?|fields?|lines?))\b/i.test(
        text,
      ) ||
      (/^(\.{3,}|…)/.test(text) && !/^\.{3}[A-Za-z_$]/.test(text)))
  );
}

/**
 * A line in a head that stands for fields that aren't shown: `{{headers}}`, `${headers}`, `<other headers>`, `[more headers]`, `(headers
 * omitted)`, `<!-- … -->`, `etc.`
 */
export function standsForFields(document: string, from: number, to: number): boolean {
  const text = shortLine(document, from, to);
  return (
    text !== null &&
    (/^\{\{[^{}]+\}\}$/.test(text) ||
      /^\$\{[^{}]+\}$/.test(text) ||
      /^<[A-Za-z][\w ,.'-]*>$/.test(text) ||
      /^\[[A-Za-z][\w ,.'-]*\]$/.test(text) ||
      /^\([A-Za-z][\w ,.'-]*\)$/.test(text) ||
      /^<!--.*-->$/.test(text) ||
      /^etc\.?$/i.test(text))
  );
}
