import { isBlank } from "../text/characters";

const NO_BREAK_SPACE = 0xa0;

const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LOWER = UPPER.toLowerCase();
const DIGITS = "0123456789";

/** RFC 9110 section 5.6.2. */
const TCHAR = charTable(`!#$%&'*+-.^_\`|~${DIGITS}${UPPER}${LOWER}`);
const LETTER = charTable(UPPER + LOWER);

function charTable(characters: string): Uint8Array {
  const table = new Uint8Array(128);
  for (let i = 0; i < characters.length; i++) {
    table[characters.charCodeAt(i)] = 1;
  }
  return table;
}

export function isTchar(code: number): boolean {
  return code < 128 && TCHAR[code] === 1;
}

export function isLetter(code: number): boolean {
  return code < 128 && LETTER[code] === 1;
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** The characters between the words of a start line: also the no-break space, which comes from pasted documents. */
export function isGap(code: number): boolean {
  return isBlank(code) || code === NO_BREAK_SPACE;
}

export function endOfWord(text: string, from: number, to: number): number {
  let i = from;
  while (i < to && !isGap(text.charCodeAt(i))) {
    i++;
  }
  return i;
}

export function skipGap(text: string, from: number, to: number): number {
  let i = from;
  while (i < to && isGap(text.charCodeAt(i))) {
    i++;
  }
  return i;
}

export function trimGap(text: string, from: number, to: number): number {
  let i = to;
  while (i > from && isGap(text.charCodeAt(i - 1))) {
    i--;
  }
  return i;
}

/** The end of a `{{reference}}` that starts at `from`, or -1. */
export function endOfReference(text: string, from: number, to: number): number {
  if (text[from] !== "{" || text[from + 1] !== "{") {
    return -1;
  }
  for (let i = from + 2; i + 1 < to; i++) {
    if (text[i] === "}" && text[i + 1] === "}") {
      return i + 2;
    }
  }
  return -1;
}
