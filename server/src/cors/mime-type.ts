import { byteLowercase } from "./byte-case";
import { isToken } from "./list-values";

/**
 * The essence of the result of https://mimesniff.spec.whatwg.org/#parse-a-mime-type. The steps that read parameters are left out: they never
 * fail and don't change the essence.
 *
 * @returns lower-cased `type/subtype`; `null` for failure.
 */
export function mimeTypeEssence(input: string): string | null {
  // 1. and 2. Drop HTTP whitespace at both ends and start at the first code point.
  const stripped = stripHttpWhitespace(input);

  // 3. to 5. The type ends at the first slash, which must exist.
  const slash = stripped.indexOf("/");
  if (slash < 0) {
    return null;
  }
  const type = stripped.slice(0, slash);
  if (!isToken(type)) {
    return null;
  }

  // 6. to 9. The subtype ends at the first semicolon, without HTTP whitespace before it.
  const semicolon = stripped.indexOf(";", slash);
  const subtype = stripHttpWhitespaceAtEnd(stripped.slice(slash + 1, semicolon < 0 ? undefined : semicolon));
  if (!isToken(subtype)) {
    return null;
  }

  // 10. Both parts in lower case; the essence joins them with a slash.
  return `${byteLowercase(type)}/${byteLowercase(subtype)}`;
}

function stripHttpWhitespace(input: string): string {
  let start = 0;
  while (start < input.length && isHttpWhitespace(input.charCodeAt(start))) {
    start++;
  }
  return stripHttpWhitespaceAtEnd(input.slice(start));
}

function stripHttpWhitespaceAtEnd(input: string): string {
  let end = input.length;
  while (end > 0 && isHttpWhitespace(input.charCodeAt(end - 1))) {
    end--;
  }
  return input.slice(0, end);
}

/** https://fetch.spec.whatwg.org/#http-whitespace */
function isHttpWhitespace(code: number): boolean {
  return code === 0x0a || code === 0x0d || code === 0x09 || code === 0x20;
}
