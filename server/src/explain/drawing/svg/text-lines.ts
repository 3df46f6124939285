import type { Span } from "../spans";

/** Pieces of text on one line. */
export type TextLine = readonly Piece[];

export interface Piece {
  readonly text: string;
  /** A class of `SVG_STYLE`. */
  readonly className: string;
}

/** Breaks text into lines of at most `width` pixels at a font size of `size` pixels, estimated without the font's metrics. */
export function textLines(spans: readonly Pick<Span, "style" | "text">[], width: number, size: number): TextLine[] {
  const lines: Piece[][] = [[]];
  let used = 0;
  for (const { style, text } of spans) {
    const className = style === "text" ? "" : style;
    for (const word of text.split(/(?<= )/).flatMap((one) => broken(one, width, style, size))) {
      const length = widthOf(word.trimEnd(), style, size);
      if (used > 0 && used + length > width) {
        lines.push([]);
        used = 0;
      }
      const line = lines.at(-1);
      const last = line?.at(-1);
      if (last?.className === className) {
        line?.splice(-1, 1, { className, text: last.text + word });
      } else {
        line?.push({ className, text: word });
      }
      used += widthOf(word, style, size);
    }
  }
  return lines;
}

/** Splits a word that is longer than a line. */
function broken(word: string, width: number, style: Span["style"], size: number): string[] {
  const pieces = [""];
  let used = 0;
  for (const character of word) {
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

/** An estimate in pixels, on the high side. */
function widthOf(text: string, style: Span["style"], size: number): number {
  let ems = 0;
  for (const character of text) {
    ems += style === "code" ? codeWidth(character) : letterWidth(character) * (style === "strong" ? 1.08 : 1);
  }
  return ems * size;
}

function codeWidth(character: string): number {
  return isWide(character) ? 1.25 : 0.61;
}

function letterWidth(character: string): number {
  if (isWide(character)) {
    return 1.1;
  }
  return NARROW.has(character) ? 0.35 : BROAD.has(character) ? 0.92 : /[A-Z]/.test(character) ? 0.72 : 0.61;
}

const NARROW: ReadonlySet<string> = new Set("iljtfrI.,:;'|!()[]{}/\\ `");
const BROAD: ReadonlySet<string> = new Set("mwMW@%—…");

function isWide(character: string): boolean {
  return (character.codePointAt(0) ?? 0) >= 0x1100;
}
