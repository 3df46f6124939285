import { isBlank } from "../text/characters";
import { isDigit } from "./characters";
import { requestLine } from "./request-line";
import { statusLine } from "./status-line";

/**
 * The side of a line in the output of `curl -v`: `>` is the request's, `<` the response's, `*`, `{` and `}` mark notes; without a mark it is
 * body or shell output.
 */
export type TranscriptSide = "request" | "response" | "note" | "none";

/** The offset of the mark that starts a line of a transcript, after the time that `--trace-time` prints before it. */
function markAt(text: string, from: number, to: number): number {
  const isTimed = to - from >= 16 && isDigit(text.charCodeAt(from));
  const [time = ""] = isTimed ? (/^\d[\d:.]:[\d:.]*[ \t]/.exec(text.slice(from, Math.min(to, from + 40))) ?? []) : [];
  return from + time.length;
}

export function transcriptSide(text: string, from: number, to: number): TranscriptSide {
  const at = markAt(text, from, to);
  if (at >= to || (at + 1 < to && !isBlank(text.charCodeAt(at + 1)))) {
    return "none";
  }
  switch (text[at]) {
    case ">":
      return "request";
    case "<":
      return "response";
    case "*":
      return at + 1 < to ? "note" : "none";
    case "{":
    case "}":
      return text[at + 2] === "[" ? "note" : "none";
    default:
      return "none";
  }
}

/** The offset after the mark and its space. */
export function transcriptContent(text: string, from: number, to: number): number {
  return Math.min(to, markAt(text, from, to) + 2);
}

/** Whether a line shows that the text is a transcript: `> GET /x HTTP/1.1`, `< HTTP/2 200`. */
export function beginsTranscript(text: string, from: number, to: number): boolean {
  if (text[from] !== ">" && text[from] !== "<" && !isDigit(text.charCodeAt(from))) {
    return false;
  }
  switch (transcriptSide(text, from, to)) {
    case "request":
      return (requestLine(text, transcriptContent(text, from, to), to)?.version ?? null) !== null;
    case "response":
      return statusLine(text, transcriptContent(text, from, to), to) !== null;
    default:
      return false;
  }
}

/** The URL in curl's note about a redirect: `* Issue another request to this URL: 'https://b.example/'`. */
export function urlInNote(text: string, from: number, to: number): string | null {
  const note = text.slice(from, Math.min(to, from + 4000));
  return /request to this URL: '([^']*)'/.exec(note)?.[1] ?? null;
}
