import { stripTabOrSpace } from "./list-values";

/** https://fetch.spec.whatwg.org/#header-value-get-decode-and-split: a comma in a quoted string doesn't split. */
export function getDecodeAndSplit(input: string): readonly string[] {
  // 1. to 4. Start at the first code point with nothing collected; `start` marks the start of the temporary value.
  const values: string[] = [];
  let start = 0;
  let position = 0;

  // 5. Collect up to a quote or a comma. A quoted string is skipped as a whole; a comma ends the value.
  while (position < input.length) {
    const character = input[position];
    if (character === '"') {
      position = endOfQuotedString(input, position);
      continue;
    }
    if (character === ",") {
      values.push(stripTabOrSpace(input.slice(start, position)));
      start = position + 1;
    }
    position++;
  }
  values.push(stripTabOrSpace(input.slice(start)));
  return values;
}

/** https://fetch.spec.whatwg.org/#collect-an-http-quoted-string, reduced to the end position. */
function endOfQuotedString(input: string, positionStart: number): number {
  let position = positionStart + 1;
  while (position < input.length) {
    const quoteOrBackslash = input[position];
    position++;
    if (quoteOrBackslash === "\\") {
      position++;
    } else if (quoteOrBackslash === '"') {
      return position;
    }
  }
  return input.length;
}
