import { isToken, stripTabOrSpace } from "../../cors/list-values";
import { withoutComment } from "../../edits/corrections";
import type { Fix } from "../../edits/edit";
import { replaceValue } from "../../edits/field-edits";
import { listItems } from "../../exchange/list-items";
import type { HeaderName } from "../../headers/table";
import { type Field, fieldsNamed, type Message } from "../../http/tree";
import { type Place, place } from "../../text/range";
import { isUnknown } from "../../text/unknown";
import { quote } from "../../words/quote";

/** The first item of a list header that isn't a token. */
export interface InvalidItem {
  /** The item as browsers see it. */
  readonly text: string;
  /** The character that makes it invalid, in words. */
  readonly character: string;
  /** That character and equal ones directly after it; the whole value if it comes from a variable. */
  readonly place: Place;
}

/** The first item that isn't a token in the known values of a list header; null if all are tokens. */
export function invalidItemOf(message: Message, header: HeaderName): InvalidItem | null {
  for (const field of fieldsNamed(message, header)) {
    const item = invalidItemIn(message, field);
    if (item !== null) {
      return item;
    }
  }
  return null;
}

/** The first item of one line that isn't a token; null if all are tokens or the value is unknown. */
export function invalidItemIn(message: Message, field: Field): InvalidItem | null {
  const items = isUnknown(field.resolved) ? [] : field.resolved.split(",").map(stripTabOrSpace);
  const text = items.find((item) => item !== "" && !isToken(item));
  if (text === undefined) {
    return null;
  }
  const at = indexOfNonToken(text);
  const start = listItems(field).find((item) => item.text === text)?.range.start;
  const range = start === undefined ? field.value : { start: start + at, end: start + at + lengthOfRun(text, at) };
  return { text, character: nameOf(text.charAt(at)), place: place(message, range) };
}

/** Whether the values of a list header are typed as browsers see them: without variables, each on one line. */
export function isTypedAsSeen(message: Message, header: HeaderName): boolean {
  return fieldsNamed(message, header).every((field) => field.resolved === field.value.text);
}

/**
 * Rewrites each invalid line as a list, whose items are the parts between spaces, quotes, brackets and other separators. Empty if a line has a
 * variable, or if an item would still not be a token.
 */
export function asListFixes(message: Message, header: HeaderName): Fix[] {
  const lists = fieldsNamed(message, header)
    .filter((field) => invalidItemIn(message, field) !== null)
    .map((field) => ({
      field,
      items: withoutComment(field.value.text)
        .split(/[\s,;|/"()[\]{}]+/)
        .filter((item) => item !== ""),
    }));
  const [first] = lists;
  return first === undefined ||
    !isTypedAsSeen(message, header) ||
    lists.some(({ items }) => items.length === 0 || !items.every(isToken))
    ? []
    : [
        {
          title: `Change to ${first.items.join(", ")}`,
          grade: "suggestion",
          edits: lists.map(({ field, items }) => replaceValue(message, field, items.join(", "))),
        },
      ];
}

function indexOfNonToken(text: string): number {
  let i = 0;
  while (i < text.length - 1 && isToken(text.charAt(i))) {
    i++;
  }
  return i;
}

/** The number of equal characters in a row from an offset. */
function lengthOfRun(text: string, from: number): number {
  let length = 1;
  while (text[from + length] === text[from]) {
    length++;
  }
  return length;
}

function nameOf(character: string): string {
  switch (character) {
    case " ":
      return "space";
    case "\t":
      return "tab";
    default:
      return character >= " " && character !== "\u007f" && character <= "~"
        ? `character ${quote(character)}`
        : "special character";
  }
}
