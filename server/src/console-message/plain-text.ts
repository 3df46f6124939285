/** A text in the spelling of the templates: straight quotes, and one space for whitespace and for a line break with what a copy puts around it. */
export interface PlainText {
  readonly text: string;
  /** The original text between two offsets, with a space for each line break. */
  original(start: number, end: number): string;
  /** The offset in the original text. */
  offset(at: number): number;
  /** Where the line ends that an offset is in. */
  lineEnd(at: number): number;
  /** Where the paragraph ends that an offset is in: at an empty line or at a separator of requests. */
  paragraphEnd(at: number): number;
  /** Where the next whitespace is. */
  wordEnd(at: number): number;
}

/** In the plain text, an empty line or the start of another request, which no message contains. */
const PARAGRAPH = "\n";

/** All that is spelled differently in the plain text: whitespace except a single space, quotes that aren't straight, invisible characters. */
const SPELLINGS = /[^\S ]\s*| \s+|[‘’‚‛′]|[“”„‟″]|[\u200b-\u200d\u2060]/g;
/** What precedes the text of the next line in a comment, a quotation or a table. */
const LINE_MARKS = /(?:(?:#|\/\/|[>*|])[ \t]+)+/y;
const LINE_BREAKS = /\r\n?|\n/g;

export function plainText(source: string, from: number, to: number): PlainText {
  /** Where the plain text goes on after such a spelling, and the same place in the source. */
  const plainAt: number[] = [0];
  const sourceAt: number[] = [from];
  const breaks: number[] = [];
  const paragraphs: number[] = [];
  const pieces: string[] = [];
  let length = 0;
  let read = from;
  const add = (piece: string) => {
    pieces.push(piece);
    length += piece.length;
  };
  const part = to < source.length ? source.slice(0, to) : source;
  SPELLINGS.lastIndex = from;
  for (let found = SPELLINGS.exec(part); found !== null; found = SPELLINGS.exec(part)) {
    const [spelled] = found;
    add(part.slice(read, found.index));
    const lines = spelled.match(LINE_BREAKS)?.length ?? 0;
    const isParagraph = lines > 1 || (lines === 1 && part.startsWith("###", SPELLINGS.lastIndex));
    if (lines > 0) {
      breaks.push(length);
      LINE_MARKS.lastIndex = SPELLINGS.lastIndex;
      SPELLINGS.lastIndex += LINE_MARKS.exec(part)?.[0].length ?? 0;
    }
    if (isParagraph) {
      paragraphs.push(length);
    }
    read = SPELLINGS.lastIndex;
    add(isParagraph ? PARAGRAPH : straight(spelled));
    plainAt.push(length);
    sourceAt.push(read);
  }
  add(part.slice(read));
  const text = pieces.join("");
  const offset = (at: number): number => {
    const piece = countUpTo(plainAt, at) - 1;
    return (sourceAt[piece] ?? from) + at - (plainAt[piece] ?? 0);
  };
  const paragraphEnd = (at: number) => paragraphs[countUpTo(paragraphs, at - 1)] ?? length;
  return {
    text,
    offset,
    original: (start, end) =>
      start === end ? "" : source.slice(offset(start), offset(end - 1) + 1).replace(/\s*[\r\n]\s*/g, " "),
    lineEnd: (at) => breaks[countUpTo(breaks, at - 1)] ?? length,
    paragraphEnd,
    wordEnd: (at) => {
      const space = text.indexOf(" ", at);
      return Math.min(space < 0 ? length : space, paragraphEnd(at));
    },
  };
}

function straight(spelled: string): string {
  return /^[‘’‚‛′]/.test(spelled) ? "'" : /^[“”„‟″]/.test(spelled) ? '"' : /^\s/.test(spelled) ? " " : "";
}

/** How many of the numbers, which are sorted, aren't greater than `at`. */
function countUpTo(sorted: readonly number[], at: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= at) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
