import { isToken, stripTabOrSpace } from "../../cors/list-values";
import { withoutComment } from "../../edits/corrections";
import type { Fix } from "../../edits/edit";
import { replaceValue } from "../../edits/field-edits";
import { type Field, fieldsNamed, type Message } from "../../http/tree";
import { type Place, place } from "../../text/range";
import { isUnknown } from "../../text/unknown";
import { listItems, quote } from "./words";

/** The first item of a list header that is no token. */
export interface InvalidItem {
  /** The item as browsers see it. */
  readonly text: string;
  /** The character that makes it invalid, in words. */
  readonly character: string;
  /** That character and the like next to it; the whole value where a variable stands for it. */
  readonly place: Place;
}

/** The first item that is no token in the known values of a list header; null where all are tokens. */
export function invalidItemOf(message: Message, header: string): InvalidItem | null {
  for (const field of fieldsNamed(message, header)) {
    const item = invalidItemIn(message, field);
    if (item !== null) {
      return item;
    }
  }
  return null;
}

/** The first item of one line that is no token; null where all are tokens or the value is unknown. */
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

/** Whether a value of a list header stands in the text as browsers see it: no variable in it, and on one line. */
export function isTypedAsSeen(message: Message, header: string): boolean {
  return fieldsNamed(message, header).every((field) => field.resolved === field.value.text);
}

/**
 * Writes each line that is no list as one: what quotes, brackets and other separators stand between becomes its items. None where a variable
 * stands in a line, or where the items would still be no tokens.
 */
export function asListFixes(message: Message, header: string): Fix[] {
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

/** How often the character at an offset stands there. */
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
      return "blank";
    case "\t":
      return "tab";
    default:
      return character >= " " && character !== "\u007f" && character <= "~"
        ? `character ${quote(character)}`
        : "special character";
  }
}
