import { isUtf8 } from "node:buffer";
import { MAX_TEXT_LENGTH, TOO_LARGE } from "../analysis";
import type { Carrier } from "../http/parse";
import { BYTE_ORDER_MARK } from "../text/byte-order-mark";
import { errorLine } from "../text/error-line";

/** A text to check and its file. */
export interface SourceFile {
  /** The name to report. */
  readonly path: string;
  readonly carrier: Carrier;
  /** Without a byte order mark, so that columns are the same as in editors. */
  readonly text: string;
  readonly byteOrderMark: boolean;
  readonly encoding: "utf-8" | "utf-16le" | "utf-16be";
  /** Whether the text has all of the file: if not, invalid bytes have become U+FFFD. */
  readonly isValid: boolean;
}

/** Thrown if bytes aren't a text that can be checked. The message says why. */
export class NotCheckable extends Error {
  override readonly name = "NotCheckable";
}

/** Enough for every document that is checked: a code unit takes at most three bytes in UTF-8. One more byte shows that there are more. */
export const MAX_BYTES = 3 * (MAX_TEXT_LENGTH + BYTE_ORDER_MARK.length) + 1;

/** @throws NotCheckable */
export function sourceFileOf(path: string, bytes: Uint8Array): SourceFile {
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  const isValid = encoding === "utf-8" ? isUtf8(bytes) : !text.includes(INVALID);
  if (!isValid || text.includes("\0")) {
    checkIsText(text);
  }
  const byteOrderMark = text.startsWith(BYTE_ORDER_MARK);
  if (text.length - Number(byteOrderMark) > MAX_TEXT_LENGTH) {
    throw new NotCheckable(errorLine(TOO_LARGE));
  }
  return {
    path,
    carrier: /\.(md|markdown|mdx)$/i.test(path) ? "markdown" : "http",
    text: byteOrderMark ? text.slice(1) : text,
    byteOrderMark,
    encoding,
    isValid,
  };
}

/** By the byte order mark at the start of a file; UTF-8 without one. */
export function encodingOf([first, second]: Uint8Array): SourceFile["encoding"] {
  return first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

/**
 * A text in another encoding has invalid bytes but no NUL, and a single NUL doesn't make a text binary. UTF-16 without a byte order
 * mark has a NUL in every ASCII character, and compressed data has both.
 */
function checkIsText(text: string): void {
  const nuls = countOf("\0", text);
  if (nuls > 0 && (nuls + countOf(INVALID, text)) * 10 > text.length) {
    throw new NotCheckable("not UTF-8 text, but binary, or UTF-16 without a byte order mark; save it as UTF-8");
  }
}

function countOf(character: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) {
    count++;
  }
  return count;
}

/** What a decoder makes of invalid bytes. */
const INVALID = "\ufffd";
