/** A byte that may begin a UTF-8 sequence, with as many of the next bytes as can belong to it. */
const SEQUENCE =
  /[\xc2-\xdf][\x80-\xbf]?|\xe0(?:[\xa0-\xbf][\x80-\xbf]?)?|[\xe1-\xec\xee\xef][\x80-\xbf]{0,2}|\xed(?:[\x80-\x9f][\x80-\xbf]?)?|\xf0(?:[\x90-\xbf][\x80-\xbf]{0,2})?|[\xf1-\xf3][\x80-\xbf]{0,3}|\xf4(?:[\x80-\x8f][\x80-\xbf]{0,2})?|[\x80-\xff]/g;

/**
 * Decodes bytes as UTF-8, with U+FFFD for each truncated or invalid sequence: https://encoding.spec.whatwg.org/#utf-8-decode
 * @param bytes one code unit per byte.
 */
export function utf8Decoded(bytes: string): string {
  return bytes.replace(SEQUENCE, (sequence) => {
    try {
      return decodeURIComponent([...sequence].map((byte) => `%${byte.charCodeAt(0).toString(16)}`).join(""));
    } catch {
      return "\ufffd";
    }
  });
}

/** Replaces each byte that isn't printable ASCII by an escape (`\u000B`). */
export function escaped(bytes: string): string {
  return bytes.replace(
    /[^\x20-\x7e]/g,
    (byte) => `\\u${byte.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
}
