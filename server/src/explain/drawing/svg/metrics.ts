import type { Span } from "../spans";

/** Estimates of how wide texts are, on the high side, because nothing here knows the viewer's fonts. */

/** @returns pixels at a font size of `size` pixels. */
export function widthOf(text: string, style: Span["style"], size: number): number {
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

const NARROW: ReadonlySet<string> = new Set("iljtfrI.,:;'|!()[]{}/\\ `\u00a0");
const BROAD: ReadonlySet<string> = new Set("mwMW@%—…✓✗");

function isWide(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code >= 0x1100 && !BROAD.has(character) && !(code >= 0x2000 && code < 0x2100);
}
