import { UNPRINTABLE, visible } from "../../text/printable";
import type { Range } from "../../text/range";
import { commandsIn } from "../inert";

/** A grapheme as it is shown on the screen. */
export interface Cell {
  readonly text: string;
  /** In columns. */
  readonly width: number;
  /** `[start, end)`: the code units of the line that it shows. */
  readonly start: number;
  readonly end: number;
}

const TAB_WIDTH = 4;
/** Most lines. Segmenting them would take many times as long, with the same result. */
const PLAIN = /^[ -~]*$/;
let segmenter: Intl.Segmenter | undefined;

/**
 * The cells of a line. Tabs become spaces, and unprintable characters become visible ones.
 * @param hidden the parts of the line to show as an ellipsis each, in order.
 */
export function cellsOf(line: string, hidden: readonly Range[] = []): Cell[] {
  const cells: Cell[] = [];
  let from = 0;
  for (const { start, end } of hidden) {
    addCells(cells, line, from, start);
    cells.push({ text: "…", width: 1, start, end });
    from = end;
  }
  addCells(cells, line, from, line.length);
  return cells;
}

function addCells(cells: Cell[], line: string, from: number, to: number): void {
  const shown = line.slice(from, to);
  if (PLAIN.test(shown)) {
    for (let i = 0; i < shown.length; i++) {
      cells.push({ text: shown.charAt(i), width: 1, start: from + i, end: from + i + 1 });
    }
  } else {
    // Made on first use: that takes longer than the rest of the program's start.
    segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
    for (const { segment, index } of segmenter.segment(shown)) {
      cells.push({ ...appearanceOf(segment), start: from + index, end: from + index + segment.length });
    }
  }
  for (const at of commandsIn(shown)) {
    const cell = cells.find(({ start }) => start === from + at);
    if (cell !== undefined) {
      cells.splice(cells.indexOf(cell), 1, { ...cell, text: ` ${cell.text}`, width: cell.width + 1 });
    }
  }
}

function appearanceOf(grapheme: string): { text: string; width: number } {
  if (grapheme === "\t") {
    return { text: " ".repeat(TAB_WIDTH), width: TAB_WIDTH };
  }
  if (grapheme === "\r\n") {
    return { text: visible("\r") + visible("\n"), width: 2 };
  }
  if (UNPRINTABLE_ALONE.test(grapheme)) {
    return { text: visible(grapheme), width: 1 };
  }
  const hidden = grapheme.match(HIDDEN)?.length ?? 0;
  return { text: grapheme.replace(HIDDEN, "\ufffd"), width: (WIDE.test(grapheme) ? 2 : 1) + hidden };
}

const UNPRINTABLE_ALONE = new RegExp(`^${UNPRINTABLE.source}$`, "u");
/** Unprintable characters that extend the one before, apart from the joiner in an emoji. */
const HIDDEN = /(?!\u200d)\p{Cf}/gu;
/** Characters that take two columns in terminals. */
const WIDE =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\ufe0f/u;

export function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}

/** Fits a text into one line of at most `columns`, with an ellipsis if it is cut. */
export function fitted(text: string, columns: number): string {
  const cells = cellsOf(text.slice(0, columns * MAX_CODE_UNITS));
  if (text.length <= columns * MAX_CODE_UNITS && widthOf(cells) <= columns) {
    return cells.map((cell) => cell.text).join("");
  }
  let used = 1;
  const kept = cells.filter(({ width }) => {
    used += width;
    return used <= columns;
  });
  return `${kept.map((cell) => cell.text).join("")}…`;
}

/** More code units than a character that takes one column usually has. */
const MAX_CODE_UNITS = 8;
