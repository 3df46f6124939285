import type { Span } from "../spans";
import { widthOf } from "./metrics";

/** Text in one style. */
export interface Words {
  readonly style: Span["style"];
  readonly text: string;
  /** Classes of `SVG_STYLE` in addition to the style's. */
  readonly className?: string;
}

/** Pieces of text on one line. */
export interface TextLine {
  readonly pieces: readonly Piece[];
  /** In pixels, without space at the end. */
  readonly width: number;
}

export interface Piece {
  readonly text: string;
  /** Classes of `SVG_STYLE`. */
  readonly className: string;
}

/**
 * Breaks text into lines of at most `width` pixels at a font size of `size` pixels.
 * @param hanging how much less room the lines after the first have.
 */
export function textLines(words: readonly Words[], width: number, size: number, hanging = 0): TextLine[] {
  const lines: { pieces: Piece[]; width: number }[] = [{ pieces: [], width: 0 }];
  let used = 0;
  for (const { style, text, className = "" } of words) {
    const classes = `${style === "text" ? "" : style} ${className}`.trim();
    for (const word of text.split(/(?<= )/).flatMap((one) => broken(one, width - hanging, style, size))) {
      const length = widthOf(word.trimEnd(), style, size);
      if (used > 0 && used + length > width - (lines.length > 1 ? hanging : 0)) {
        lines.push({ pieces: [], width: 0 });
        used = 0;
      }
      const line = lines.at(-1);
      const last = line?.pieces.at(-1);
      if (last?.className === classes) {
        line?.pieces.splice(-1, 1, { className: classes, text: last.text + word });
      } else {
        line?.pieces.push({ className: classes, text: word });
      }
      if (line !== undefined) {
        line.width = used + length;
      }
      used += widthOf(word, style, size);
    }
  }
  return lines;
}

/** Where URLs, header lines and lists are best broken: after their separators, and before a dot or a port. */
const BREAKS = /(?<=[/?&,;=])(?!\/)|(?<=\w-)(?=\w)|(?=[.:]\w)/;

/** Splits a word that is longer than a line. */
function broken(word: string, width: number, style: Span["style"], size: number): string[] {
  const fits = (text: string) => widthOf(text.trimEnd(), style, size) <= width;
  return fits(word)
    ? [word]
    : word.split(BREAKS).flatMap((part) => (fits(part) ? [part] : inPieces(part, width, style, size)));
}

function inPieces(part: string, width: number, style: Span["style"], size: number): string[] {
  const pieces = [""];
  let used = 0;
  for (const character of part) {
    const more = widthOf(character, style, size);
    if (used > 0 && used + more > width) {
      pieces.push("");
      used = 0;
    }
    pieces.push(`${pieces.pop() ?? ""}${character}`);
    used += more;
  }
  return pieces;
}
