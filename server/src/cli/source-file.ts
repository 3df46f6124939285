import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import type { Carrier } from "../http/parse";
import { BYTE_ORDER_MARK } from "../text/byte-order-mark";

/** A text to check and its file. */
export interface SourceFile {
  /** As given by the user; the name to report. */
  readonly path: string;
  readonly carrier: Carrier;
  /** Without a byte order mark, so that columns are the same as in editors. */
  readonly text: string;
  readonly byteOrderMark: boolean;
  /** Whether the text can be written back: invalid bytes have become U+FFFD. */
  readonly isUtf8: boolean;
}

/** @throws errors of the file system. */
export function readSourceFile(path: string): SourceFile {
  return sourceFileOf(path, readFileSync(path));
}

export function sourceFileOf(path: string, bytes: Uint8Array): SourceFile {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const byteOrderMark = text.startsWith(BYTE_ORDER_MARK);
  return {
    path,
    carrier: /\.(md|markdown|mdx)$/i.test(path) ? "markdown" : "http",
    text: byteOrderMark ? text.slice(1) : text,
    byteOrderMark,
    isUtf8: isUtf8(bytes),
  };
}

/** A new text for the file, with its byte order mark. */
export function contentOf(source: SourceFile, text: string): string {
  return source.byteOrderMark ? BYTE_ORDER_MARK + text : text;
}
