import { skipBlanks, trimEndBlanks } from "../text/characters";
import type { Range } from "../text/range";
import { contentOfComment, isCommentAt } from "./comment-line";

/** The scope of a suppression: the next line, an exchange, or the file. */
export const SUPPRESSION_SCOPES = ["next-line", "exchange", "file"] as const;
export type SuppressionScope = (typeof SUPPRESSION_SCOPES)[number];

/** The start of every suppression comment. */
export const SUPPRESSION_MARK = "cors-lens-disable";

export interface SuppressionForm {
  /** From the comment's mark to the end of its text. */
  readonly comment: Range;
  readonly keyword: Range;
  /** Null if the keyword isn't a known scope. */
  readonly scope: SuppressionScope | null;
  /** The names of rules; if there are none, the comment hides all rules. */
  readonly rules: readonly Range[];
  readonly reason: Range | null;
}

/**
 * `# cors-lens-disable-next-line RULE, RULE -- reason`; null for any other line. Names are separated by commas or spaces. The reason follows
 * two hyphens with spaces around them.
 */
export function suppressionComment(text: string, from: number, to: number): SuppressionForm | null {
  const first = skipBlanks(text, from, to);
  if (first >= to || !isCommentAt(text, first)) {
    return null;
  }
  const end = trimEndBlanks(text, first, to);
  return suppressionIn(text, { start: first, end }, contentOfComment(text, first, to), end);
}

const OPEN = "<!--";
const CLOSE = "-->";

/** The same in a Markdown comment on a line of its own, also in a block quote: `<!-- cors-lens-disable-file RULE -->`. */
export function suppressionInMarkdown(text: string, from: number, to: number): SuppressionForm | null {
  let first = skipBlanks(text, from, to);
  while (text[first] === ">" && first < to) {
    first = skipBlanks(text, first + 1, to);
  }
  const end = trimEndBlanks(text, first, to);
  const close = end - CLOSE.length;
  return text.startsWith(OPEN, first) && close >= first + OPEN.length && text.startsWith(CLOSE, close)
    ? suppressionIn(text, { start: first, end }, first + OPEN.length, close)
    : null;
}

/**
 * @param from start of the comment's own text.
 * @param to end of that text.
 */
function suppressionIn(text: string, comment: Range, from: number, to: number): SuppressionForm | null {
  const start = skipBlanks(text, from, to);
  if (!text.startsWith(SUPPRESSION_MARK, start)) {
    return null;
  }
  const end = trimEndBlanks(text, start, to);
  const [typed] = /^cors-lens-disable(-[A-Za-z-]*)?(?![^ \t])/.exec(text.slice(start, end)) ?? [];
  if (typed === undefined) {
    return null;
  }
  const keyword = { start, end: start + typed.length };
  const rules: Range[] = [];
  let reason: Range | null = null;
  for (const { 0: word, index } of text.slice(keyword.end, end).matchAll(/[^ \t,]+/g)) {
    const name = { start: keyword.end + index, end: keyword.end + index + word.length };
    if (/^--+$/.test(word)) {
      const first = skipBlanks(text, name.end, end);
      reason = first < end ? { start: first, end } : null;
      break;
    }
    rules.push(name);
  }
  const scope = SUPPRESSION_SCOPES.find((one) => typed === `${SUPPRESSION_MARK}-${one}`) ?? null;
  return { comment, keyword, scope, rules, reason };
}
