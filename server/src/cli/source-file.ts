import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import type { Carrier } from "../http/parse";

/** A text to check, and where it comes from. */
export interface SourceFile {
  /** As the person named it; the name to report. */
  readonly path: string;
  readonly carrier: Carrier;
  /** Without a byte order mark, as editors show it, so that columns are the same. */
  readonly text: string;
  readonly byteOrderMark: boolean;
  /** Whether every byte was read as it is: what is not UTF-8 became U+FFFD and cannot be written back. */
  readonly isUtf8: boolean;
}

/** @throws what the file system throws. */
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

/** The file's content with another text. */
export function contentOf(source: SourceFile, text: string): string {
  return source.byteOrderMark ? BYTE_ORDER_MARK + text : text;
}

const BYTE_ORDER_MARK = "\ufeff";
