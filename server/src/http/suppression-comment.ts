import { isBlank, skipBlanks, trimEndBlanks } from "../text/characters";
import type { Range } from "../text/range";
import { isLetter } from "./characters";
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
  const keyword = { start, end: wordEnd(text, start, to) };
  if (keyword.end < to && !isBlank(text.charCodeAt(keyword.end))) {
    return null;
  }
  const typed = text.slice(start, keyword.end);
  if (typed !== SUPPRESSION_MARK && !typed.startsWith(`${SUPPRESSION_MARK}-`)) {
    return null;
  }
  return {
    comment,
    keyword,
    scope: SUPPRESSION_SCOPES.find((scope) => typed === `${SUPPRESSION_MARK}-${scope}`) ?? null,
    ...namesAndReason(text, keyword.end, trimEndBlanks(text, keyword.end, to)),
  };
}

function wordEnd(text: string, from: number, to: number): number {
  let i = from;
  while (i < to && (isLetter(text.charCodeAt(i)) || text[i] === "-")) {
    i++;
  }
  return i;
}

function namesAndReason(text: string, from: number, to: number): Pick<SuppressionForm, "rules" | "reason"> {
  const rules: Range[] = [];
  let i = from;
  while (i < to) {
    if (isDivider(text, i)) {
      i++;
      continue;
    }
    const start = i;
    while (i < to && !isDivider(text, i)) {
      i++;
    }
    if (isDashes(text, start, i)) {
      const reason = skipBlanks(text, i, to);
      return { rules, reason: reason < to ? { start: reason, end: to } : null };
    }
    rules.push({ start, end: i });
  }
  return { rules, reason: null };
}

function isDivider(text: string, at: number): boolean {
  return isBlank(text.charCodeAt(at)) || text[at] === ",";
}

/** Two hyphens or more. */
function isDashes(text: string, start: number, end: number): boolean {
  let i = start;
  while (i < end && text[i] === "-") {
    i++;
  }
  return i === end && end - start > 1;
}
