import { contentOfComment, isCommentAt } from "../http/comment-line";
import { type Line, lineIndexAt } from "../http/line";
import { SUPPRESSION_MARK } from "../http/suppression-comment";
import { fieldsNamed, type Response } from "../http/tree";

/**
 * Whether an author's words above a response set it apart from the one before: `# after the fix`. Words that lead on from the one before don't:
 * `# the browser follows the redirect`, or the host of its `Location`.
 */
export function isSetApart(before: Response, after: Response): boolean {
  if (before.section !== after.section) {
    return false;
  }
  const words = wordsAbove(after, before.offset + before.headEnd);
  return words !== "" && !leadsOn(words, before);
}

/** The comments and the line `After:` right above a message, below an offset in its section. */
function wordsAbove({ section, offset }: Response, from: number): string {
  const { text, lines } = section;
  const words: string[] = [];
  for (let i = lineIndexAt(lines, offset) - 1; i >= 0; i--) {
    const line = lines[i] as Line;
    const said = line.start < from ? null : wordsIn(text, line);
    if (said === null) {
      break;
    }
    words.unshift(said);
  }
  return words.join(" ").trim();
}

/** The words of a line that only an author writes; empty for a blank line, null for a line of a message or of a tool's output. */
function wordsIn(text: string, { kind, content, end }: Line): string | null {
  const own = text.slice(content, end).trim();
  if (own === "" || own.includes(SUPPRESSION_MARK) || kind === "directive") {
    return "";
  }
  if (isCommentAt(own, 0)) {
    const comment = own.slice(contentOfComment(own, 0, own.length));
    return /[\p{L}\p{N}]/u.test(comment) ? comment : "";
  }
  return /^\p{L}[\p{L}\p{N} ,'()-]*:$/u.test(own) ? own : null;
}

const REDIRECT = /\b(redirect|follow|location|hop)/i;
const DENIED = /\b(no|not|never|without|instead)\b|n't\b/i;

function leadsOn(words: string, before: Response): boolean {
  const hosts = fieldsNamed(before, "Location").flatMap(
    ({ value }) => /^https?:\/\/([^/?#]+)/i.exec(value.text)?.[1] ?? [],
  );
  return (REDIRECT.test(words) && !DENIED.test(words)) || hosts.some((host) => words.includes(host));
}
