import { isBlank, skipBlanks } from "../text/characters";
import { lineFrom } from "../text/lines";
import { readerOfCommand } from "./command-readers";
import type { CommandStart } from "./command-start";
import { requestLine } from "./request-line";
import { statusLine } from "./status-line";
import { beginsTranscript, transcriptSide } from "./transcript";

/** More lines than a command has, or than a program says before the answer. */
const MAX_LINES = 200;

/**
 * Looks below the first line of a command, over the lines that continue it, for the answer: a status line, a transcript, or the request line
 * that HTTPie prints.
 * Looks at a limited number of lines, none of which is beyond a separator or the end of a fence.
 * @param end the end of the command's first line.
 * @param silent the ends of lines at which a command without an answer may start. The function adds to them, so that many commands take linear time.
 */
export function isAnswered(text: string, command: CommandStart, end: number, silent: Set<number>): boolean {
  if (silent.has(end)) {
    return false;
  }
  const reader = readerOfCommand(text, command, end);
  const starts = [end];
  let isOpen = reader.line(command.at, end);
  let next = lineFrom(text, end).next;
  for (let lines = 0; lines < MAX_LINES && next < text.length; lines++) {
    const { start, end: to, next: below } = lineFrom(text, next);
    next = below;
    const first = skipBlanks(text, start, to);
    if (endsSection(text, start, to)) {
      break;
    }
    if (isOpen && reader.continuesAt(first, to)) {
      if (command.isComment && text[first] === "#") {
        return false;
      }
      if (!reader.isInQuotes) {
        // A command that starts here has the same words below.
        if (silent.has(to)) {
          break;
        }
        starts.push(to);
      }
      isOpen = reader.line(start, to);
    } else {
      isOpen = false;
      if (first < to ? !isBeforeAnswer(text, start, to) : command.isComment) {
        if (first < to && isAnswer(text, command, first, to)) {
          return true;
        }
        break;
      }
    }
  }
  if (!command.isComment) {
    for (const start of starts) {
      silent.add(start);
    }
  }
  return false;
}

function endsSection(text: string, start: number, end: number): boolean {
  return text.startsWith("###", start) || /^[ \t>]*(`{3}|~{3})/.test(text.slice(start, Math.min(end, start + 100)));
}

function isAnswer(text: string, { tool }: CommandStart, first: number, end: number): boolean {
  return (
    statusLine(text, first, end) !== null ||
    beginsTranscript(text, first, end) ||
    (tool === "httpie" && (requestLine(text, first, end)?.version ?? null) !== null)
  );
}

/** What programs print before the answer: blank lines, notes, the progress meter, warnings. */
function isBeforeAnswer(text: string, start: number, end: number): boolean {
  if (transcriptSide(text, start, end) === "note") {
    return true;
  }
  const line = text.slice(start, Math.min(end, start + 200));
  return (
    /^ +% Total +% Received|^ +Dload +Upload|^Enter host password|^(Warning|Note): /.test(line) ||
    (isBlank(text.charCodeAt(start)) && /^[ \d.:kMGT-]+$/.test(line))
  );
}
