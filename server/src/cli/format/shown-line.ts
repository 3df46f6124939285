import type { Range } from "../../text/range";
import { type Cell, cellsOf, widthOf } from "./cells";

/** A source line as it is shown, and the columns of a range in it. */
export interface ShownLine {
  readonly text: string;
  /** Columns before the range. */
  readonly indent: number;
  /** Columns of the range; at least one. */
  readonly width: number;
  /** Whether part of the line was omitted to make it fit. */
  readonly cut: boolean;
}

const ELLIPSIS = "…";

/**
 * @param line without its terminator.
 * @param range in the line, in code units.
 * @param available in columns.
 * @param hidden the parts of the line to hide, in order.
 */
export function showLine(line: string, range: Range, available: number, hidden: readonly Range[]): ShownLine {
  const { text, start } = neighbourhood(line, range, available);
  const cells = cellsOf(text, within(hidden, start, text.length));
  const first = indexOf(cells, (cell) => start + cell.end > range.start);
  const last = Math.max(
    first + 1,
    indexOf(cells, (cell) => start + cell.start >= range.end),
  );
  const whole = text.length === line.length && widthOf(cells) < available;
  const kept = whole ? { from: 0, to: cells.length } : windowOf(cells, first, last, available - 2 * ELLIPSIS.length);
  const before = start > 0 || kept.from > 0 ? ELLIPSIS : "";
  const after = start + text.length < line.length || kept.to < cells.length ? ELLIPSIS : "";
  return {
    text:
      before +
      cells
        .slice(kept.from, kept.to)
        .map((cell) => cell.text)
        .join("") +
      after,
    indent: before.length + widthOf(cells.slice(kept.from, first)),
    width: Math.max(1, widthOf(cells.slice(first, Math.min(last, kept.to)))),
    cut: !whole,
  };
}

/** Ranges of a line as ranges of a part of it. */
function within(ranges: readonly Range[], from: number, length: number): Range[] {
  return ranges
    .map(({ start, end }) => ({ start: Math.max(0, start - from), end: Math.min(length, end - from) }))
    .filter(({ start, end }) => start < end);
}

/** The part of a line around a range that could be shown, so that a very long line costs no more than a short one. */
function neighbourhood(line: string, range: Range, available: number): { text: string; start: number } {
  const reach = available * CODE_UNITS_PER_COLUMN;
  let start = Math.max(0, range.start - reach);
  let end = Math.min(line.length, Math.min(range.end, range.start + reach) + reach);
  if (isLowSurrogate(line, start)) {
    start--;
  }
  if (isLowSurrogate(line, end)) {
    end++;
  }
  return { text: line.slice(start, end), start };
}

const CODE_UNITS_PER_COLUMN = 4;

function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}

/** The cells that fit: from the start of the line if they include the range, else with the range in the middle. */
function windowOf(cells: readonly Cell[], first: number, last: number, budget: number): { from: number; to: number } {
  const before = widthOf(cells.slice(0, first));
  const range = widthOf(cells.slice(first, last));
  let from = 0;
  if (before + range > budget) {
    // A range that doesn't fit is shown from its start, with some context before it.
    let lead = range < budget ? (budget - range) >> 1 : budget >> 2;
    from = first;
    while (from > 0 && lead >= (cells[from - 1]?.width ?? 0)) {
      lead -= cells[--from]?.width ?? 0;
    }
  }
  let to = from;
  let used = 0;
  while (to < cells.length && used + (cells[to]?.width ?? 0) <= budget) {
    used += cells[to++]?.width ?? 0;
  }
  return { from, to };
}

/** The index of the first matching cell; the number of cells if none matches. */
function indexOf(cells: readonly Cell[], matches: (cell: Cell) => boolean): number {
  const index = cells.findIndex(matches);
  return index < 0 ? cells.length : index;
}
