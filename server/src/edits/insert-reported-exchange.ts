import { type Line, type LineKind, lineIndexAt } from "../http/line";
import type { ConsoleEntry, HttpDocument } from "../http/tree";
import type { JudgedDocument } from "../judged/judged-document";
import { BYTE_ORDER_MARK } from "../text/byte-order-mark";
import type { Fix } from "./edit";
import { withReferencesKept } from "./kept-references";
import { readsAsMeant } from "./reading-after";
import { lineEndAt } from "./style";
import { reportedExchange } from "./write-reported-exchange";

/** An exchange to insert. */
export interface InsertedExchange {
  readonly fix: Fix;
  /** The number of its request line in the document after the fix, zero-based. */
  readonly line: number;
}

/**
 * Writes the exchange that a console message reports into a block of its own, below everything in the message's block or fence. Null if the text has
 * its request already, or if it can't be written there.
 */
export function insertReportedExchange(judged: JudgedDocument, entry: ConsoleEntry): InsertedExchange | null {
  const { document } = judged;
  const { lines } = document;
  const written = document.privacy.shown(reportedExchange(entry.message)).trimEnd().split("\n");
  const start = document.startOf(entry);
  const own = lines[lineIndexAt(lines, start)];
  const end = endOfBlock(document, start);
  const last = lines[end - 1];
  if (own === undefined || last === undefined || hasRequest(document, written)) {
    return null;
  }
  const eol = lineEndAt(document, own.start);
  const prefix = document.text.slice(own.start, own.content).replace(BYTE_ORDER_MARK, "");
  const below = lines[end];
  const added = ["", "###", ...written, ...(below === undefined || !NEEDS_GAP.has(below.kind) ? [] : [""])];
  const text = added.map((line) => (line === "" ? prefix.trimEnd() : prefix + line) + eol).join("");
  const hasEnd = last.next > last.end;
  const fix: Fix = {
    title: "Write the exchange that this message reports",
    grade: "suggestion",
    edits: [
      {
        anchor: { section: entry.section, offset: entry.offset },
        range: { start: last.next - start, end: last.next - start },
        newText: hasEnd ? text : eol + text.slice(0, -eol.length),
      },
    ],
  };
  const [kept] = withReferencesKept(document, fix);
  return kept !== undefined && readsAsMeant(judged, kept)
    ? { fix: kept, line: end + 2 + requestLineIn(written) }
    : null;
}

const ENDS: ReadonlySet<LineKind> = new Set<LineKind>(["separator", "fence"]);

/** A line that isn't below an empty one yet. */
const NEEDS_GAP: ReadonlySet<LineKind> = new Set<LineKind>(["separator"]);

/** The index of the line below the last one that isn't blank in the block or fence around an offset. */
function endOfBlock({ lines }: HttpDocument, offset: number): number {
  let end = lineIndexAt(lines, offset) + 1;
  while (end < lines.length && !ENDS.has((lines[end] as Line).kind)) {
    end++;
  }
  while (lines[end - 1]?.kind === "blank") {
    end--;
  }
  return end;
}

/** The index of the first line that isn't a comment. */
export function requestLineIn(lines: readonly string[]): number {
  return lines.findIndex((line) => !line.startsWith("#"));
}

/** Whether a text has the same lines of a request. */
function hasRequest({ text, lines }: HttpDocument, written: readonly string[]): boolean {
  const head = written.slice(requestLineIn(written), written.indexOf("")).join("\n");
  return lines
    .map(({ content, end }) => text.slice(content, end).trimEnd())
    .join("\n")
    .includes(head);
}
