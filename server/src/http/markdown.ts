import { isBlank, skipBlanks } from "../text/characters";
import type { LineSpan } from "../text/lines";
import { type FenceInfo, fenceInfo } from "./fence-info";
import { showsHttp } from "./fence-recognition";
import { type Announced, announcedAt } from "./panel-words";

/** The role of a line of a Markdown document with regard to the fences that may hold HTTP: those whose label isn't another language. */
export type MarkdownLine =
  /** `heading`: what the line announces, as a heading or a line of its own; `apart` for a heading that announces something else. */
  | { readonly kind: "prose"; readonly heading: Announced | "apart" | null }
  /** `mark` is the offset of the fence's mark. */
  | { readonly kind: "open"; readonly mark: number; readonly info: FenceInfo }
  | { readonly kind: "close" }
  /** `content` is the offset after the fence's indentation and quote marks. */
  | { readonly kind: "content"; readonly content: number };

interface Fence {
  readonly mark: string;
  readonly length: number;
  readonly indent: number;
  readonly quotes: number;
  /** Whether its label is that of another language. */
  readonly isOther: boolean;
}

const MAX_INDENT = 60;

const PROSE: MarkdownLine = { kind: "prose", heading: null };

/** `#### Response`, `### Step 2: the server answers`, and their equivalents in other languages. */
const ANNOUNCES_RESPONSE =
  /\b(response|reply|answer|antwort|respuesta|resposta|risposta|réponse)|ответ|відповідь|响应|回應|レスポンス|応答|응답/i;

/** Finds code fences (CommonMark section 4.5), also indented in lists and in block quotes. Fences of other languages count as prose. */
export class FenceReader {
  readonly #text: string;
  #fence: Fence | null = null;
  /** The previous line, if it is part of a paragraph: an underline makes it a heading. */
  #paragraph = "";

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether the previous line is inside a fence of any language. */
  get isInFence(): boolean {
    return this.#fence !== null;
  }

  next(line: LineSpan): MarkdownLine {
    const { offset: start, quotes } = this.#afterQuotes(line, this.#fence?.quotes ?? Number.POSITIVE_INFINITY);
    let first = skipBlanks(this.#text, start, line.end);
    const fence = this.#fence;
    if (fence !== null && quotes < fence.quotes) {
      // A block quote ends with its marks, and so does the fence in it.
      this.#fence = null;
      return this.next(line);
    }
    if (fence !== null) {
      return this.#inFence(fence, start, first, line.end);
    }
    first += listMarkerLength(this.#text, first, line.end);
    const mark = this.#text[first];
    if ((mark !== "`" && mark !== "~") || first - start > MAX_INDENT) {
      return this.#prose(line, first);
    }
    const length = runLength(this.#text, first, line.end, mark);
    if (length < 3 || (mark === "`" && this.#text.slice(first + length, line.end).includes("`"))) {
      return PROSE;
    }
    const info = fenceInfo(this.#text, first + length, line.end);
    const isOther = info.label === "other";
    this.#fence = { mark, length, indent: first - start, quotes, isOther };
    return isOther ? PROSE : { kind: "open", mark: first, info };
  }

  /** A heading starts with number signs or has an underline. */
  #prose(line: LineSpan, first: number): MarkdownLine {
    const text = this.#text.slice(first, Math.min(line.end, first + 200)).trimEnd();
    const title = /^#{1,6}([ \t]|$)/.test(text) ? text : /^(=+|-{2,})$/.test(text) ? this.#paragraph : "";
    this.#paragraph = title === "" ? text : "";
    const words = title === "" ? text : title;
    const isApart = title !== "" && !ANNOUNCES_RESPONSE.test(title);
    return { kind: "prose", heading: announcedAt(words, 0, words.length) ?? (isApart ? "apart" : null) };
  }

  #inFence(fence: Fence, start: number, first: number, end: number): MarkdownLine {
    const length = runLength(this.#text, first, end, fence.mark);
    if (length >= fence.length && skipBlanks(this.#text, first + length, end) === end) {
      this.#fence = null;
      return fence.isOther ? PROSE : { kind: "close" };
    }
    return fence.isOther ? PROSE : { kind: "content", content: Math.min(first, start + fence.indent) };
  }

  #afterQuotes(line: LineSpan, most: number): { offset: number; quotes: number } {
    let offset = line.start;
    let quotes = 0;
    while (quotes < most) {
      const first = skipBlanks(this.#text, offset, line.end);
      if (this.#text[first] !== ">" || first >= line.end || first - offset > 3) {
        break;
      }
      quotes++;
      offset = first + 1;
      if (offset < line.end && isBlank(this.#text.charCodeAt(offset))) {
        offset++;
      }
    }
    return { offset, quotes };
  }
}

/** The length of `- ` or `1. ` if a fence starts on the line of a list item. */
function listMarkerLength(text: string, from: number, to: number): number {
  return /^(?:[-*+]|\d{1,9}[.)])[ \t]+(?=`{3}|~{3})/.exec(text.slice(from, Math.min(to, from + 60)))?.[0].length ?? 0;
}

function runLength(text: string, from: number, to: number, mark: string): number {
  let i = from;
  while (i < to && text[i] === mark) {
    i++;
  }
  return i - from;
}

/** Whether a Markdown text can have a fence with HTTP at all: a cheap check before the real work. */
export function mayHoldHttpFence(text: string): boolean {
  return (
    /(`{3}|~{3})[ \t]{0,8}(?:\{code(?:-block)?\}[ \t]{0,8}|\{?\.?)(?:http|rest)/i.test(text) ||
    (/`{3}|~{3}/.test(text) && showsHttp(text))
  );
}
